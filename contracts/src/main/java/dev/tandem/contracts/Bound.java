package dev.tandem.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.contracts.Bounds.Day;
import dev.tandem.contracts.Bounds.Items;
import dev.tandem.contracts.Bounds.Matching;
import dev.tandem.contracts.Bounds.Moment;
import dev.tandem.contracts.Bounds.OneOf;
import dev.tandem.contracts.Bounds.Range;
import dev.tandem.contracts.Bounds.Text;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Implements a bound on a member: a check of its value, and the equivalent part of a schema.
 *
 * @param check absent if the Java type is enough
 * @param words adds the value's type and bounds to a schema
 */
record Bound(@Nullable Check check, Consumer<ObjectNode> words) {

    interface Check {
        /** Describes what is wrong with a value, as a continuation of its member's name; null if nothing is. */
        @Nullable
        String faultOf(Object value);
    }

    /**
     * The bound of a member's type, annotated there or implied by it.
     *
     * @throws IllegalStateException when the type needs a bound and has none
     */
    static Bound of(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType list) {
            return ofList(of(list.getAnnotatedActualTypeArguments()[0]), list.getAnnotation(Items.class));
        }
        Class<?> plain = (Class<?>) type.getType();
        if (plain == UUID.class) {
            return new Bound(null, schema -> schema.put("type", "string").put("format", "uuid"));
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return new Bound(null, schema -> schema.put("type", "boolean"));
        }
        if (plain.isEnum()) {
            return Texts.oneOf(
                    Stream.of(plain.getEnumConstants()).map(String::valueOf).toList());
        }
        if (plain.isRecord()) {
            return new Bound(null, Shape.of(plain)::describe);
        }
        return Stream.of(type.getAnnotations())
                .map(annotation -> said(annotation, plain))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A " + type + " says no bound"));
    }

    private static @Nullable Bound said(Annotation annotation, Class<?> type) {
        if (annotation instanceof Range range) {
            boolean small = type == int.class || type == Integer.class;
            return between(range.least(), Math.min(range.most(), small ? Integer.MAX_VALUE : Long.MAX_VALUE));
        }
        if (annotation instanceof Text text) {
            return Texts.plain(text.value());
        }
        if (annotation instanceof Matching matching) {
            return Texts.matching(matching.value(), matching.longest(), matching.otherwise());
        }
        if (annotation instanceof OneOf choice) {
            return Texts.oneOf(List.of(choice.value()));
        }
        if (annotation instanceof Day) {
            return Texts.day();
        }
        return annotation instanceof Moment ? Texts.moment() : null;
    }

    private static Bound between(long least, long most) {
        return new Bound(
                value -> {
                    long number = ((Number) value).longValue();
                    return number < least || number > most ? "is not between " + least + " and " + most : null;
                },
                schema -> schema.put("type", "integer").put("minimum", least).put("maximum", most));
    }

    private static Bound ofList(Bound item, @Nullable Items items) {
        int least = items == null ? 0 : items.least();
        int most = items == null ? Integer.MAX_VALUE : items.most();
        return new Bound(value -> faultOf((List<?>) value, item.check, least, most), schema -> {
            schema.put("type", "array");
            if (least > 0) {
                schema.put("minItems", least);
            }
            if (most < Integer.MAX_VALUE) {
                schema.put("maxItems", most);
            }
            item.words.accept(schema.putObject("items"));
        });
    }

    private static @Nullable String faultOf(List<?> list, @Nullable Check check, int least, int most) {
        if (list.size() < least || list.size() > most) {
            return "has not between " + least + " and " + most + " items";
        }
        for (Object item : list) {
            String fault = item == null ? "is missing" : check == null ? null : check.faultOf(item);
            if (fault != null) {
                return "has an item that " + fault;
            }
        }
        return null;
    }
}
