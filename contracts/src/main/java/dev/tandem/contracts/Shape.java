package dev.tandem.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a record's members with their {@link Bounds}, once, from its components. Immutable. */
final class Shape {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return new Shape(
                    Stream.of(type.getRecordComponents()).map(Member::new).toArray(Member[]::new));
        }
    };

    private final Member[] members;

    private Shape(Member[] members) {
        this.members = members;
    }

    /** @throws IllegalStateException when a member needs a bound and has none */
    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /**
     * Refuses values that are missing or out of bounds. On the hot path of every message: reads no annotations.
     *
     * @param values the values of all members of the record, in order
     * @throws IllegalArgumentException that names the member
     */
    static void check(Class<? extends Record> type, @Nullable Object... values) {
        Member[] members = of(type).members;
        if (values.length != members.length) {
            throw new IllegalStateException(values.length + " values of " + members.length + " members");
        }
        for (int i = 0; i < values.length; i++) {
            members[i].check(values[i]);
        }
    }

    /** An immutable copy of a list. */
    static <T> @Nullable List<T> copy(@Nullable List<T> values) {
        return values == null ? null : List.copyOf(values);
    }

    /** Adds to a schema the type {@code object}, the properties, and the list of required properties. */
    void describe(ObjectNode schema) {
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (Member member : members) {
            member.describe(properties.putObject(member.name));
            if (!member.optional) {
                required.add(member.name);
            }
        }
        schema.set("required", required);
    }

    private record Member(String name, boolean optional, Bound bound) {

        Member(RecordComponent component) {
            this(
                    component.getName(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    Bound.of(component.getAnnotatedType()));
        }

        void check(@Nullable Object value) {
            Bound.Check check = bound.check();
            String fault = null;
            if (value == null) {
                fault = optional ? null : "is missing";
            } else if (check != null) {
                fault = check.faultOf(value);
            }
            if (fault != null) {
                throw new IllegalArgumentException(name + " " + fault);
            }
        }

        void describe(ObjectNode schema) {
            bound.words().accept(schema);
            if (optional) {
                JsonNode type = schema.path("type");
                schema.putArray("type").add(type).add("null");
                if (schema.path("enum") instanceof ArrayNode choice) {
                    choice.addNull();
                }
            }
        }
    }
}
