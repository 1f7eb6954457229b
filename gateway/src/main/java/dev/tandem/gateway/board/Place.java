package dev.tandem.gateway.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The place that a client has reached, as encoded in its event ids.
 *
 * @param number of the last fact in the history of the workspace that is behind it
 * @param at when that was the present, in milliseconds
 */
record Place(UUID project, long number, Instant at) {

    /** The time for which a broken connection can be resumed. */
    static final Duration KEPT = Duration.ofHours(1);

    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);
    private static final int RADIX = 36;

    /** Reads what {@link #written} wrote; empty if the text is anything else. */
    static Optional<Place> read(String written) {
        String[] parts = written.split("\\.", -1);
        if (parts.length != 4 || !parts[0].equals("b1") || parts[1].length() != 36) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(parts[2], RADIX);
            return number < 0
                    ? Optional.empty()
                    : Optional.of(new Place(
                            UUID.fromString(parts[1]), number, Instant.ofEpochMilli(Long.parseLong(parts[3], RADIX))));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    String written() {
        return "b1." + project + "." + Long.toString(number, RADIX) + "." + Long.toString(at.toEpochMilli(), RADIX);
    }

    /** Returns true if it is a place of that project from which everything can still be sent. */
    boolean isKept(UUID asked, Instant now) {
        return project.equals(asked) && !at.isBefore(now.minus(KEPT)) && !at.isAfter(now.plus(CLOCKS_APART));
    }
}
