package dev.tandem.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Runs the statements of the table {@code inbox}, in the transaction that has the effect. */
public final class Inbox {

    /**
     * The time for which an event is remembered; an older one is not admitted, because the inbox cannot know whether it took
     * effect.
     */
    public static final Duration RETENTION = Duration.ofDays(35);

    /** The time by which an event's id may be ahead of the database's clock. */
    public static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final String CLAIM = """
            INSERT INTO inbox (consumer, event_id)
            SELECT $1, unnest($2::uuid[]) FROM public.knows_erasures($3) ON CONFLICT DO NOTHING
            RETURNING event_id
            """;

    private static final String ENTER = """
            INSERT INTO inbox (consumer, event_id) SELECT $1, unnest($2::uuid[]) FROM public.knows_erasures($3)
            """;

    /** A unique violation. It comes from the inbox if the connection has run no other statement. */
    private static final String KNOWN = "23505";

    private static final String TAKEN =
            "SELECT event_id FROM inbox WHERE consumer = $1 AND event_id = ANY ($2::uuid[])";

    private static final String DISCLAIM = "DELETE FROM inbox WHERE consumer = $1 AND event_id = ANY ($2::uuid[])";

    private final SqlClient sql;

    /** @param sql a connection in a transaction */
    public Inbox(SqlClient sql) {
        this.sql = sql;
    }

    /**
     * Enters events that are probably new. If one of them is a duplicate, the statement fails, as {@link #knows} recognises, and
     * the transaction with it. So nothing has to wait for the answer.
     *
     * @param erasures how many the handler knows, see {@link dev.tandem.messaging.MessageHandler#erasuresKnown}
     */
    public Future<Void> enter(String consumer, Collection<UUID> events, long erasures) {
        return sql.preparedQuery(ENTER)
                .execute(Tuple.of(consumer, ordered(events), erasures))
                .mapEmpty();
    }

    /** Returns true if {@link #enter} failed because of a duplicate. */
    public static boolean knows(Throwable failure) {
        return failure instanceof PgException refused && KNOWN.equals(refused.getSqlState());
    }

    /**
     * Enters the events, and returns those that are not duplicates. Waits while another transaction is entering one of
     * them; ids are entered in order, so that two such transactions never deadlock.
     *
     * @param erasures how many the handler knows, see {@link dev.tandem.messaging.MessageHandler#erasuresKnown}
     */
    public Future<Set<UUID>> claim(String consumer, Collection<UUID> events, long erasures) {
        return sql.preparedQuery(CLAIM)
                .execute(Tuple.of(consumer, ordered(events), erasures))
                .map(rows -> {
                    Set<UUID> fresh = new HashSet<>();
                    rows.forEach(row -> fresh.add(row.getUUID(0)));
                    return fresh;
                });
    }

    private static UUID[] ordered(Collection<UUID> events) {
        return events.stream().sorted().toArray(UUID[]::new);
    }

    /** Returns those of the events that have taken effect, as far as the inbox remembers. Needs no transaction. */
    public Future<Set<UUID>> taken(String consumer, Collection<UUID> events) {
        return sql.preparedQuery(TAKEN)
                .execute(Tuple.of(consumer, (Object) events.toArray(UUID[]::new)))
                .map(rows -> {
                    Set<UUID> taken = new HashSet<>();
                    rows.forEach(row -> taken.add(row.getUUID(0)));
                    return taken;
                });
    }

    /** Withdraws a claim of this transaction: the event had no effect and may come again. */
    public Future<Void> disclaim(String consumer, Collection<UUID> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        return sql.preparedQuery(DISCLAIM)
                .execute(Tuple.of(consumer, (Object) events.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /**
     * Returns the reason why an event is not admitted; empty if it is.
     *
     * @param now from the database's clock, see {@link DatabaseClock}: another clock could refuse good events
     * @param forced true if an operator forces an event, even one that is older than the inbox remembers
     */
    public static Optional<String> objection(UUID event, Instant now, boolean forced) {
        if (event.version() != 7) {
            return Optional.of("The event's id is not a UUIDv7, so the inbox cannot place it");
        }
        Instant born = UuidTime.of(event);
        if (!forced && born.isBefore(now.minus(RETENTION))) {
            return Optional.of("The event is older than the " + RETENTION.toDays() + " days that the inbox remembers");
        }
        if (born.isAfter(now.plus(CLOCK_SKEW))) {
            return Optional.of("The event's id lies in the future");
        }
        return Optional.empty();
    }
}
