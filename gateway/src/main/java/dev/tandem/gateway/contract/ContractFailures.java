package dev.tandem.gateway.contract;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Says in what way a request broke the contract: 422 with a pointer for each fault of a body that is JSON, 400 for
 * everything else. Other failures are passed on.
 */
final class ContractFailures implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext ctx) {
        if (ctx.failure() instanceof HttpException http && http.getCause() instanceof ValidatorException broken) {
            ctx.fail(problem(broken).asException());
        } else {
            ctx.next();
        }
    }

    private static Problem problem(ValidatorException broken) {
        String message = String.valueOf(broken.getMessage());
        boolean ofBody = message.toLowerCase(Locale.ROOT).contains("body");
        if (ofBody && broken instanceof SchemaValidationException misfit) {
            return Problems.invalid(
                    "The body does not keep the contract; see errors, and /openapi.yaml.",
                    violations(misfit.getOutputUnit()));
        }
        if (ofBody) {
            return Problems.malformed("The request needs a body that is one JSON object.");
        }
        return Problems.malformed(message);
    }

    private static List<Violation> violations(OutputUnit unit) {
        List<OutputUnit> errors = unit.getErrors() == null ? List.of() : unit.getErrors();
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
