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
 * The time as the service's database has it: the one clock that all instances share, whatever those of their machines say.
 * Asked now and then, it goes on by itself in between, and does not notice when the machine's clock is set. May be used from
 * any thread.
 */
public final class DatabaseClock extends Clock {

    /** How far the machine's clock may be from the database's. */
    public static final Duration TOLERANCE = Duration.ofMinutes(2);

    private final Clock machine;
    private volatile Reading reading;

    /** @param machine whose time it tells until it has asked for the first time */
    public DatabaseClock(Clock machine) {
        this.machine = machine;
        this.reading = new Reading(machine.instant(), System.nanoTime());
    }

    private record Reading(Instant time, long nanos) {

        Instant now() {
            return time.plusNanos(System.nanoTime() - nanos);
        }
    }

    /** Asks for the time. When that fails, it goes on from what it was told before. */
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

    /** In a sentence, how far the machine's clock is off, when that is more than {@link #TOLERANCE}. */
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

    /** Of use to nobody here. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("It tells instants only");
    }
}
