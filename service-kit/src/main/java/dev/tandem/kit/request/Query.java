package dev.tandem.kit.request;

import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.table.Times;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the query parameters of a request. Any fault is answered 400. */
public final class Query {

    private final Set<String> known;
    private final MultiMap parameters;

    private Query(Set<String> known, MultiMap parameters) {
        this.known = known;
        this.parameters = parameters;
    }

    /** Refuses unknown and repeated parameters. */
    public static Query of(RoutingContext ctx, String... known) {
        Query query = new Query(Set.of(known), ctx.queryParams());
        query.parameters.names().forEach(query::check);
        return query;
    }

    /** Refuses all parameters, for a resource that has none. */
    public static void refuseAny(RoutingContext ctx) {
        of(ctx);
    }

    /** Empty when the parameter is absent; an empty text counts as present. */
    public Optional<String> text(String name) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(name + " is not among the known parameters " + known);
        }
        return Optional.ofNullable(parameters.get(name));
    }

    /** Not blank, and without NUL, which the database cannot store. The length is in characters, not in encoded bytes. */
    public Optional<String> text(String name, int longest) {
        Optional<String> given = text(name);
        if (given.filter(text ->
                        text.isBlank() || text.codePointCount(0, text.length()) > longest || text.indexOf('\0') >= 0)
                .isPresent()) {
            throw malformed(name + " is blank, or longer than " + longest + " characters.");
        }
        return given;
    }

    /** One of the words. */
    public Optional<String> word(String name, List<String> words) {
        Optional<String> given = text(name);
        if (given.isPresent() && !words.contains(given.get())) {
            throw malformed(name + " is not one of " + String.join(", ", words) + ".");
        }
        return given;
    }

    /** A time that the database can store. */
    public Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                Instant time = Instant.parse(text);
                if (Times.isStorable(time)) {
                    return time;
                }
            } catch (DateTimeParseException noTime) {
                // Refused below, as any other value that is not a time.
            }
            throw malformed(name + " is not a time in UTC such as 2026-01-31T08:00:00Z.");
        });
    }

    /** A day such as 2026-12-24, of the years 1 to 9999. */
    public Optional<LocalDate> day(String name) {
        return day(name, 1, 9999);
    }

    /** A day such as 2026-12-24 between the two years, both included. */
    public Optional<LocalDate> day(String name, int firstYear, int lastYear) {
        return text(name).map(text -> {
            try {
                LocalDate day = LocalDate.parse(text);
                if (day.getYear() >= firstYear && day.getYear() <= lastYear) {
                    return day;
                }
            } catch (DateTimeParseException noDay) {
                // Refused below, as a day too far away.
            }
            throw malformed(name + " is not a day such as 2026-12-24.");
        });
    }

    /** A whole number between {@code from} and {@code to}, both included. */
    public long number(String name, long from, long to, long fallback) {
        return text(name)
                .map(text -> {
                    try {
                        long number = Long.parseLong(text);
                        if (number >= from && number <= to) {
                            return number;
                        }
                    } catch (NumberFormatException noNumber) {
                        // Refused below, as any other value that is out of bounds.
                    }
                    throw malformed(name + " is not a whole number from " + from + " to " + to + ".");
                })
                .orElse(fallback);
    }

    public Optional<UUID> id(String name) {
        return text(name).map(text -> Ids.parse(name, text));
    }

    /** One to {@code most} ids, separated by commas. */
    public List<UUID> ids(String name, int most) {
        String[] texts = text(name).orElse("").split(",", -1);
        if (texts.length > most) {
            throw malformed(name + " holds more than " + most + " ids.");
        }
        return Arrays.stream(texts)
                .map(text -> Ids.parse(name, text))
                .distinct()
                .toList();
    }

    /** {@code true} or {@code false}; false by default. */
    public boolean flag(String name) {
        return switch (text(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw malformed(name + " is neither true nor false.");
        };
    }

    private void check(String name) {
        if (!known.contains(name)) {
            throw malformed("The query has a parameter that is not known here.");
        }
        if (parameters.getAll(name).size() > 1) {
            throw malformed(name + " is given more than once.");
        }
    }

    static ProblemException malformed(String detail) {
        return Problems.malformed(detail).asException();
    }
}
