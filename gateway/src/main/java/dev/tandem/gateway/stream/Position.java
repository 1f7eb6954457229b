package dev.tandem.gateway.stream;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The position that a client has reached, as encoded in its event ids.
 *
 * @param operations all operations up to this time were sent, except those that committed late
 * @param notifications all notifications up to this time were sent, with the same exception
 * @param told the signs of the last items sent, which are read again because of late commits but not sent again
 */
record Position(Instant operations, Instant notifications, List<Long> told) {

    /** The time for which a broken connection can be resumed. */
    static final Duration KEPT = Duration.ofHours(1);

    /** The contract allows 200 characters. */
    static final int MOST_TOLD = 16;

    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);
    private static final int RADIX = 36;
    private static final int SIGN_BYTES = 6;

    Position {
        told = List.copyOf(told);
    }

    /** @param told oldest first */
    static Position of(Instant operations, Instant notifications, Collection<Long> told) {
        return new Position(
                operations,
                notifications,
                told.stream().skip(Math.max(0, told.size() - MOST_TOLD)).toList());
    }

    /** Reads what {@link #written} wrote; empty if the text is anything else. */
    static Optional<Position> read(String written) {
        String[] parts = written.split("\\.", -1);
        if (parts.length != 4 || !parts[0].equals("1")) {
            return Optional.empty();
        }
        try {
            byte[] signs = Base64.getUrlDecoder().decode(parts[3]);
            if (signs.length % SIGN_BYTES != 0) {
                return Optional.empty();
            }
            return Optional.of(new Position(instant(parts[1]), instant(parts[2]), signs(signs)));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    String written() {
        ByteBuffer signs = ByteBuffer.allocate(told.size() * SIGN_BYTES);
        for (long sign : told) {
            signs.putShort((short) (sign >>> 32)).putInt((int) sign);
        }
        return "1." + micros(operations) + "." + micros(notifications) + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signs.array());
    }

    /** Returns true if everything after this position can still be sent. */
    boolean isKept(Instant now) {
        return isKept(operations, now) && isKept(notifications, now);
    }

    private static boolean isKept(Instant time, Instant now) {
        return !time.isBefore(now.minus(KEPT)) && !time.isAfter(now.plus(CLOCKS_APART));
    }

    private static String micros(Instant time) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time), RADIX);
    }

    private static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros, RADIX), ChronoUnit.MICROS);
    }

    private static List<Long> signs(byte[] written) {
        List<Long> signs = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(written);
        while (bytes.hasRemaining()) {
            signs.add((bytes.getShort() & 0xFFFFL) << 32 | bytes.getInt() & 0xFFFF_FFFFL);
        }
        return signs;
    }
}
