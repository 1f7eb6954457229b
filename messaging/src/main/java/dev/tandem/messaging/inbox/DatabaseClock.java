package dev.tandem.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Gives the time of the service's database: the one clock that all instances share, whatever their machines' clocks say. {@link
 * #ask} must be called now and then; between the answers the time continues with {@link System#nanoTime}, and is not affected
 * when the machine's clock is set. Thread-safe.
 */
public final class DatabaseClock extends Clock {

    /** The accepted difference between the machine's clock and the database's. */
    public static final Duration TOLERANCE = Duration.ofMinutes(2);

    private final Clock machine;
    private volatile Reading reading;

    /** @param machine gives the time until the database's first answer */
    public DatabaseClock(Clock machine) {
        this.machine = machine;
        this.reading = new Reading(machine.instant(), System.nanoTime());
    }

    private record Reading(Instant time, long nanos) {

        Instant now() {
            return time.plusNanos(System.nanoTime() - nanos);
        }
    }

    /** Asks the database for the time. If that fails, the clock continues from the previous answer. */
    public Future<Void> ask(SqlClient database) {
        long asked = System.nanoTime();
        return database.query("SELECT clock_timestamp()")
                .execute()
                .onSuccess(rows -> {
                    Instant told = rows.iterator().next().getOffsetDateTime(0).toInstant();
                    long onTheWay = (System.nanoTime() - asked) / 2;
                    reading = new Reading(told, asked + onTheWay);
                })
                .mapEmpty();
    }

    /** Describes in a sentence how far the machine's clock is off, if by more than {@link #TOLERANCE}. */
    public Optional<String> disagreement() {
        Duration ahead = Duration.between(instant(), machine.instant());
        if (ahead.abs().compareTo(TOLERANCE) <= 0) {
            return Optional.empty();
        }
        return Optional.of("the clock of this machine is " + words(ahead.abs())
                + (ahead.isNegative() ? " behind" : " ahead of") + " the database's");
    }

    private static String words(Duration off) {
        return off.toDays() > 1 ? off.toDays() + " days" : off.toMinutes() + " minutes";
    }

    @Override
    public Instant instant() {
        return reading.now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Not supported: nothing here needs it. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("It tells instants only");
    }
}
