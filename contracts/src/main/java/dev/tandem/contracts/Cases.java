package dev.tandem.contracts;

import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Maps each type that a sealed type permits to a function. {@link Builder#complete} names the types that were forgotten. So the
 * class that holds the cases fails on its first use, not on the first message of the forgotten type.
 *
 * @param <T> the sealed type; all types that it permits, directly or not, are sealed interfaces or final classes
 * @param <R> the result of each case
 */
public final class Cases<T, R> {

    private final Map<Class<?>, Function<T, R>> byType;

    private Cases(Map<Class<?>, Function<T, R>> byType) {
        this.byType = Map.copyOf(byType);
    }

    public static <T, R> Builder<T, R> of(Class<T> type) {
        return new Builder<>(type);
    }

    /** Applies the function for the value's type. */
    public R apply(T value) {
        Function<T, R> matching = byType.get(value.getClass());
        if (matching == null) {
            throw new IllegalArgumentException(value.getClass().getName() + " is none of the cases");
        }
        return matching.apply(value);
    }

    /**
     * Collects the cases.
     *
     * @param <T> the sealed type
     * @param <R> the result of each case
     */
    public static final class Builder<T, R> {

        private final Class<T> type;
        private final Map<Class<?>, Function<T, R>> told = new LinkedHashMap<>();

        private Builder(Class<T> type) {
            this.type = type;
        }

        /** Adds the case of a type, and of all types that it permits if it is sealed itself. */
        public <S extends T> Builder<T, R> on(Class<S> some, Function<S, R> then) {
            leaves(some).distinct().forEach(leaf -> {
                if (told.put(leaf, value -> then.apply(some.cast(value))) != null) {
                    throw new IllegalArgumentException("There are two cases of " + leaf.getSimpleName());
                }
            });
            return this;
        }

        /** @throws IllegalStateException when a permitted type has no case */
        public Cases<T, R> complete() {
            Set<Class<?>> missing = leaves(type).collect(Collectors.toCollection(LinkedHashSet::new));
            missing.removeAll(told.keySet());
            if (!missing.isEmpty()) {
                throw new IllegalStateException("There is no case of "
                        + missing.stream().map(Class::getSimpleName).collect(Collectors.joining(", ")));
            }
            return new Cases<>(told);
        }

        private static Stream<Class<?>> leaves(Class<?> of) {
            if (of.isInterface() && of.isSealed()) {
                return Stream.of(of.getPermittedSubclasses()).flatMap(Builder::leaves);
            }
            if (!Modifier.isFinal(of.getModifiers())) {
                throw new IllegalArgumentException(of.getSimpleName() + " is open, so its cases are never complete");
            }
            return Stream.of(of);
        }
    }
}
