package dev.tandem.gateway.contract;

import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.RequestBody;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the requests of one operation to the contract: 422 with a pointer for each fault of a body that is a JSON object, 400
 * for everything else.
 *
 * <p>The router's own validation compiles every schema anew for each request, a third of all time under load; here they are
 * compiled once, and asked only where {@link SureFit} is not sure and nothing is too long ({@link Oversize}): what it costs to
 * refuse a request must not be the sender's choice.
 */
final class RequestCheck implements Handler<RoutingContext> {

    private final List<ParameterCheck> parameters;
    private final Set<String> queried;
    private final @Nullable Validator body;
    private final Predicate<Object> surelyFits;
    private final Oversize.Look oversize;

    RequestCheck(OpenAPIContract contract, Operation operation) {
        SchemaRepository schemas = contract.getSchemaRepository();
        parameters = operation.getParameters().stream()
                .map(parameter -> new ParameterCheck(
                        parameter,
                        schemas.validator(parameter.getSchema()),
                        sure(parameter.getSchema(), contract),
                        oversize(parameter.getSchema(), contract)))
                .toList();
        queried = parameters.stream()
                .filter(ParameterCheck::inQuery)
                .map(ParameterCheck::name)
                .collect(Collectors.toUnmodifiableSet());
        RequestBody expected = operation.getRequestBody();
        MediaType json = expected == null ? null : expected.getContent().get("application/json");
        body = json == null ? null : schemas.validator(json.getSchema());
        surelyFits = json == null ? value -> false : sure(json.getSchema(), contract);
        oversize = json == null ? (pointer, value, found) -> {} : oversize(json.getSchema(), contract);
    }

    private static Predicate<Object> sure(JsonSchema schema, OpenAPIContract contract) {
        return schema instanceof JsonObject written ? SureFit.to(written, contract.getRawContract()) : value -> false;
    }

    private static Oversize.Look oversize(JsonSchema schema, OpenAPIContract contract) {
        return schema instanceof JsonObject written
                ? Oversize.in(written, contract.getRawContract())
                : (pointer, value, found) -> {};
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (ctx.request().query() != null) {
            refuseUnknown(ctx);
        }
        parameters.forEach(parameter -> parameter.check(ctx));
        if (body != null) {
            JsonObject object = object(ctx);
            if (!surelyFits.test(object)) {
                check(object, body);
            }
        }
        ctx.next();
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
        List<Violation> tooLong = oversize.at(object);
        if (!tooLong.isEmpty()) {
            throw refusal(tooLong);
        }
        OutputUnit result = schema.validate(object);
        if (!Boolean.TRUE.equals(result.getValid())) {
            throw refusal(violations(result));
        }
    }

    private static RuntimeException refusal(List<Violation> violations) {
        return Problems.invalid("The body does not keep the contract; see errors, and /openapi.yaml.", violations)
                .asException();
    }

    private static JsonObject object(RoutingContext ctx) {
        JsonObject object;
        try {
            object = ctx.body().asJsonObject();
        } catch (RuntimeException notAnObject) {
            object = null;
        }
        if (object == null) {
            throw Problems.malformed("The request needs a body that is one JSON object.")
                    .asException();
        }
        return object;
    }

    private static List<Violation> violations(OutputUnit result) {
        List<OutputUnit> errors = result.getErrors() == null ? List.of() : result.getErrors();
        return errors.stream()
                .filter(error -> !isSummary(error))
                .map(error -> new Violation(
                        pointer(error.getInstanceLocation()), Objects.requireNonNullElse(error.getError(), "is wrong")))
                .distinct()
                .toList();
    }

    /** The validator names the faulty member, and then each object around it for having a faulty member. */
    private static boolean isSummary(OutputUnit error) {
        String location = String.valueOf(error.getKeywordLocation());
        String keyword = location.substring(location.lastIndexOf('/') + 1);
        return keyword.equals("properties") || keyword.equals("$ref");
    }

    private static String pointer(String location) {
        return location.startsWith("#") ? location.substring(1) : location;
    }
}
