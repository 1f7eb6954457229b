package dev.tandem.kit.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads environment variables, each with a type, a description and perhaps a default. The value of {@code NAME} may be in a
 * file instead, named by {@code NAME_FILE}, as with secrets mounted into a container.
 *
 * <p>The methods that read a variable never throw. They record a missing or malformed value and return a placeholder; {@link
 * #read} then throws one {@link ConfigurationException} that names every fault. A blank value counts as missing, but an empty
 * file is a fault. Messages never repeat a text or an address, because it may hold a password.
 */
public final class Environment {

    private static final URI NO_URI = URI.create("missing:/");
    private static final String IN_FILE = "_FILE";

    private final Map<String, String> values;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, String> faults = new LinkedHashMap<>();

    private Environment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public static Environment of(Map<String, String> values) {
        return new Environment(values);
    }

    /**
     * Reads one configuration, and forgets its faults, so that another can be read.
     *
     * @param reader its own exception is thrown only if no fault was recorded: otherwise placeholders may have caused it
     * @throws ConfigurationException for all faults together
     */
    public <C> C read(Function<Environment, C> reader) {
        try {
            C configuration = reader.apply(this);
            if (faults.isEmpty()) {
                return configuration;
            }
        } catch (RuntimeException inconsistent) {
            if (faults.isEmpty()) {
                throw inconsistent;
            }
        }
        List<String> found = new ArrayList<>(faults.values());
        faults.clear();
        throw new ConfigurationException(found);
    }

    /** The variables that {@code reader} reads, in the order of reading; no value is read. */
    public static Collection<Variable> variablesOf(Function<Environment, ?> reader) {
        Environment nothing = of(Map.of());
        try {
            nothing.read(reader);
        } catch (RuntimeException requiredAreMissing) {
            return nothing.variables.values();
        }
        return nothing.variables.values();
    }

    /** The raw variables whose names begin with {@code prefix}. */
    public Map<String, String> startingWith(String prefix) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public String text(String name, String description) {
        return required(name, description, Parsing.TEXT).orElse("");
    }

    public String text(String name, String description, String fallback) {
        return optional(name, description, Parsing.TEXT, fallback).orElse(fallback);
    }

    public Optional<String> optionalText(String name, String description) {
        return optional(name, description, Parsing.TEXT, null);
    }

    /** A TCP port; 0 asks the operating system for a free one. */
    public int port(String name, String description, int fallback) {
        return optional(name, description, Parsing.PORT, fallback).orElse(fallback);
    }

    /** An absolute address with a scheme and a host. */
    public URI uri(String name, String description) {
        return required(name, description, Parsing.ADDRESS).orElse(NO_URI);
    }

    public URI uri(String name, String description, URI fallback) {
        return optional(name, description, Parsing.ADDRESS, fallback).orElse(fallback);
    }

    /**
     * An address that may change while the service runs, such as one with a password. If a file holds it, each call of the
     * supplier reads the file again, so never call it on an event loop. While the file cannot be used, the last value stays
     * in force.
     */
    public Supplier<URI> changingUri(String name, String description) {
        URI first = uri(name, description);
        return present(name + IN_FILE)
                .<Supplier<URI>>map(file -> new AddressInFile(name + IN_FILE, file, first))
                .orElse(() -> first);
    }

    /** A whole number between {@code from} and {@code to}, both included. */
    public int integer(String name, String description, int from, int to, int fallback) {
        return optional(name, description, Parsing.between(from, to), fallback).orElse(fallback);
    }

    public boolean flag(String name, String description, boolean fallback) {
        return optional(name, description, Parsing.FLAG, fallback).orElse(fallback);
    }

    /**
     * One of the words; the fallback, or empty if that is null, when the variable is not set.
     *
     * @param words in lower case; the variable's value may be in any case, and is returned in lower case
     */
    public Optional<String> choice(String name, String description, @Nullable String fallback, String... words) {
        Optional<String> chosen = optional(name, description, Parsing.oneOf(words), fallback);
        return chosen.isPresent() ? chosen : Optional.ofNullable(fallback);
    }

    /**
     * A value that {@code reader} parses. The message about a malformed one repeats its first 40 characters.
     *
     * @param expected completes the message "it should be": {@code a policy such as "..."}
     * @param reader fails with an {@link IllegalArgumentException} when it cannot read the value
     */
    public <T> T value(String name, String description, String expected, T fallback, Function<String, T> reader) {
        return optional(name, description, Parsing.by(expected, reader), fallback)
                .orElse(fallback);
    }

    /**
     * Reads as {@link #value} does, but without a default, and never repeats the value in a message, because it may hold a
     * password.
     */
    public <T> Optional<T> secretValue(String name, String description, String expected, Function<String, T> reader) {
        return optional(name, description, Parsing.secretlyBy(expected, reader), null);
    }

    /**
     * Records a fault in a combination of variables. Has no effect if the variable already has a fault of its own.
     *
     * @param sentence the whole message, which names the variables
     */
    public void refuse(String name, String sentence) {
        faults.putIfAbsent(name, sentence);
    }

    private <T> Optional<T> required(String name, String description, Parsing<T> parsing) {
        variables.put(name, new Variable(name, description, null, true));
        Optional<T> parsed = parsed(name, description, parsing);
        if (parsed.isEmpty()) {
            faults.putIfAbsent(
                    name, name + " is missing; it should be " + parsing.expected() + " (" + description + ")");
        }
        return parsed;
    }

    private <T> Optional<T> optional(String name, String description, Parsing<T> parsing, @Nullable T fallback) {
        variables.put(name, new Variable(name, description, fallback == null ? null : fallback.toString(), false));
        return parsed(name, description, parsing);
    }

    private <T> Optional<T> parsed(String name, String description, Parsing<T> parsing) {
        return value(name).flatMap(text -> {
            Optional<T> parsed = parsing.parse(text);
            if (parsed.isEmpty()) {
                faults.put(
                        name,
                        name + " is malformed; it should be " + parsing.expected() + " (" + description + ")"
                                + parsing.echo(text));
            }
            return parsed;
        });
    }

    private Optional<String> value(String name) {
        Optional<String> itself = present(name);
        Optional<String> file = present(name + IN_FILE);
        if (itself.isPresent() && file.isPresent()) {
            faults.put(name, name + " and " + name + IN_FILE + " are both set; set one of them");
            return Optional.empty();
        }
        return file.isPresent() ? contents(name, file.get()) : itself;
    }

    private Optional<String> present(String name) {
        return Optional.ofNullable(values.get(name)).flatMap(Environment::filled);
    }

    private Optional<String> contents(String name, String file) {
        try {
            return Optional.of(ValueFile.read(file));
        } catch (IOException | InvalidPathException unreadable) {
            faults.put(name, name + IN_FILE + " names a file that cannot be read: " + unreadable);
            return Optional.empty();
        }
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text.trim()).filter(trimmed -> !trimmed.isEmpty());
    }
}
