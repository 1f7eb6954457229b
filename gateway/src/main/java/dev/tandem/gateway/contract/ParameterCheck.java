package dev.tandem.gateway.contract;

import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.Validator;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Validates one parameter against its schema; answers 400 if it does not conform.
 *
 * @param surelyFits accepts most conforming values without the validator
 * @param faults explains what is wrong with a value, where it can
 */
record ParameterCheck(Parameter parameter, Validator schema, Predicate<Object> surelyFits, Faults.Look faults) {

    private static final Set<String> LISTS = Set.of("Prefer", "If-Match", "If-None-Match");

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
            faults.at(value).stream().findFirst().ifPresent(fault -> {
                throw Problems.malformed(where + " " + fault.detail() + ".").asException();
            });
            if (!Boolean.TRUE.equals(schema.validate(value).getValid())) {
                throw Problems.malformed(where + " does not fit; see /openapi.yaml.")
                        .asException();
            }
        }
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

    /** A list may be spread over several header lines. */
    private List<String> joined(List<String> lines) {
        return lines.size() > 1 && LISTS.contains(name()) ? List.of(String.join(", ", lines)) : lines;
    }

    /** The value of the text; text that is not of the parameter's type stays text, and does not conform. */
    private Object typed(String text) {
        SchemaType type = parameter.getSchemaType();
        if (type == SchemaType.INTEGER && text.matches("-?[0-9]{1,9}")) {
            return Integer.valueOf(text);
        }
        if (type == SchemaType.INTEGER && text.matches("-?[0-9]{10,18}")) {
            return Long.valueOf(text);
        }
        if (type == SchemaType.BOOLEAN && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        return text;
    }
}
