package dev.tandem.kit.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Parses one kind of value, and describes the expected notation in messages, which never repeat a {@code secret} value. */
record Parsing<T>(String expected, boolean secret, Function<String, Optional<T>> reading) {

    static final Parsing<String> TEXT = new Parsing<>("a text", true, Optional::of);
    static final Parsing<Integer> PORT =
            new Parsing<>("a port number between 0 and 65535", false, text -> number(text, 0, 65_535));
    static final Parsing<URI> ADDRESS =
            new Parsing<>("an address such as scheme://user:password@host:port/path", true, Parsing::address);
    static final Parsing<Boolean> FLAG = new Parsing<>("true or false", false, Parsing::flag);

    static Parsing<Integer> between(int from, int to) {
        return new Parsing<>("a number between " + from + " and " + to, false, text -> number(text, from, to));
    }

    static Parsing<String> oneOf(String... words) {
        return new Parsing<>(
                "one of " + String.join(", ", words),
                false,
                text -> Optional.of(text.toLowerCase(Locale.ROOT)).filter(List.of(words)::contains));
    }

    static <T> Parsing<T> by(String expected, Function<String, T> reader) {
        return new Parsing<>(expected, false, text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
        });
    }

    static <T> Parsing<T> secretlyBy(String expected, Function<String, T> reader) {
        return new Parsing<>(expected, true, by(expected, reader).reading());
    }

    Optional<T> parse(String text) {
        return reading.apply(text);
    }

    String echo(String text) {
        return secret ? "" : ", not \"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
    }

    private static Optional<Integer> number(String text, int from, int to) {
        try {
            int number = Integer.parseInt(text);
            return number < from || number > to ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<URI> address(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() == null || uri.getHost() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
