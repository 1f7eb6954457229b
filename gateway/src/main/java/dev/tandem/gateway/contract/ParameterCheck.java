package dev.tandem.gateway.contract;

import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Holds one parameter to its schema; 400 when it does not fit.
 *
 * @param surelyFits saves most from being asked about
 * @param oversize is asked before the schema is
 */
record ParameterCheck(Parameter parameter, Validator schema, Predicate<Object> surelyFits, Oversize.Look oversize) {

    String name() {
        return parameter.getName();
    }

    boolean inQuery() {
        return parameter.getIn() == Location.QUERY;
    }

    void check(RoutingContext ctx) {
        List<String> values = values(ctx);
        String where = "The " + parameter.getIn().name().toLowerCase(Locale.ROOT) + " parameter " + name();
        if (values.size() > 1) {
            throw Problems.malformed(where + " is given more than once.").asException();
        }
        if (values.isEmpty() && parameter.isRequired()) {
            throw Problems.malformed(where + " is missing.").asException();
        }
        if (!values.isEmpty()) {
            Object value = typed(values.get(0));
            if (surelyFits.test(value)) {
                return;
            }
            oversize.at(value).stream().findFirst().ifPresent(tooLong -> {
                throw Problems.malformed(where + " " + tooLong.detail()).asException();
            });
            OutputUnit result = schema.validate(value);
            if (!Boolean.TRUE.equals(result.getValid())) {
                throw Problems.malformed(where + " does not fit: " + reason(result))
                        .asException();
            }
        }
    }

    private static String reason(OutputUnit result) {
        List<OutputUnit> errors = result.getErrors();
        return errors == null || errors.isEmpty()
                ? "see /openapi.yaml"
                : errors.get(errors.size() - 1).getError();
    }

    private List<String> values(RoutingContext ctx) {
        String path = parameter.getIn() == Location.PATH ? ctx.pathParam(name()) : null;
        if (path != null) {
            return List.of(path);
        }
        return switch (parameter.getIn()) {
            case QUERY -> ctx.queryParam(name());
            case HEADER -> joined(ctx.request().headers().getAll(name()));
            default -> List.of();
        };
    }

    /** A list may be spread over several lines; only of a preference is it one. */
    private List<String> joined(List<String> lines) {
        return lines.size() > 1 && name().equalsIgnoreCase("Prefer") ? List.of(String.join(", ", lines)) : lines;
    }

    /** What the text stands for; text that stands for nothing of the type stays text, and does not fit. */
    private Object typed(String text) {
        SchemaType type = parameter.getSchemaType();
        if (type == SchemaType.INTEGER && text.matches("-?[0-9]{1,9}")) {
            return Integer.valueOf(text);
        }
        if (type == SchemaType.BOOLEAN && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        return text;
    }
}
