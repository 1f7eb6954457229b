package dev.tandem.gateway.contract;

import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.RequestBody;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Validates the requests of one operation against the contract: 400 for parameters and for a missing body; 415, 400 or 422
 * for a body that {@link JsonBody} cannot read; 422 for a JSON object that does not conform, with a pointer for each fault,
 * or with one empty pointer if only the validator finds fault.
 *
 * <p>The router's own validation compiles every schema anew for each request, which took a third of all time under load.
 * Here each schema is compiled once, and its validator runs only if {@link FastSchemaCheck} is not sure and {@link Faults},
 * which explains faults in plain words, finds none.
 */
final class RequestCheck {

    private final List<ParameterCheck> parameters;
    private final Set<String> queried;
    private final @Nullable Validator body;
    private final boolean bodyRequired;
    private final Predicate<Object> surelyFits;
    private final Faults.Look faults;

    RequestCheck(OpenAPIContract contract, Operation operation) {
        SchemaRepository schemas = contract.getSchemaRepository();
        parameters = operation.getParameters().stream()
                .map(parameter -> new ParameterCheck(
                        parameter,
                        schemas.validator(parameter.getSchema()),
                        sure(parameter.getSchema(), contract),
                        faults(parameter.getSchema(), contract)))
                .toList();
        queried = parameters.stream()
                .filter(ParameterCheck::inQuery)
                .map(ParameterCheck::name)
                .collect(Collectors.toUnmodifiableSet());
        RequestBody expected = operation.getRequestBody();
        MediaType json = expected == null ? null : expected.getContent().get("application/json");
        bodyRequired = expected != null && expected.isRequired();
        body = json == null ? null : schemas.validator(json.getSchema());
        surelyFits = json == null ? value -> false : sure(json.getSchema(), contract);
        faults = json == null ? (pointer, value, found) -> {} : faults(json.getSchema(), contract);
    }

    private static Predicate<Object> sure(JsonSchema schema, OpenAPIContract contract) {
        return schema instanceof JsonObject written
                ? FastSchemaCheck.to(written, contract.getRawContract())
                : value -> false;
    }

    private static Faults.Look faults(JsonSchema schema, OpenAPIContract contract) {
        return schema instanceof JsonObject written
                ? Faults.in(written, contract.getRawContract())
                : (pointer, value, found) -> {};
    }

    /** @throws dev.tandem.kit.http.ProblemException when the request violates the contract */
    void check(RoutingContext ctx) {
        if (ctx.request().query() != null) {
            refuseUnknown(ctx);
        }
        parameters.forEach(parameter -> parameter.check(ctx));
        if (body != null && (bodyRequired || ctx.body().length() > 0)) {
            JsonObject object = object(ctx);
            if (!surelyFits.test(object)) {
                check(object, body);
            }
        }
    }

    private void refuseUnknown(RoutingContext ctx) {
        for (String name : ctx.queryParams().names()) {
            if (!queried.contains(name)) {
                throw Problems.malformed("There is no query parameter " + name + " here.")
                        .asException();
            }
        }
    }

    private void check(JsonObject object, Validator schema) {
        List<Violation> found = faults.at(object);
        if (found.isEmpty() && !Boolean.TRUE.equals(schema.validate(object).getValid())) {
            found = List.of(new Violation("", "does not keep the contract"));
        }
        if (!found.isEmpty()) {
            throw Problems.invalid("The body does not keep the contract; see errors, and /openapi.yaml.", found)
                    .asException();
        }
    }

    private static JsonObject object(RoutingContext ctx) {
        if (ctx.body().length() <= 0) {
            throw Problems.malformed("The request needs a body that is one JSON object.")
                    .asException();
        }
        return JsonBody.of(ctx);
    }
}
