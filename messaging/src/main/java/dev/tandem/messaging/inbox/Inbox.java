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

/** The statements of the table {@code inbox}, for the transaction in which the effect is. */
public final class Inbox {

    /** How long an event is remembered; an older one is not let in, for nobody could say whether it took effect. */
    public static final Duration RETENTION = Duration.ofDays(35);

    /** How far ahead of the database's clock an event may be made. */
    public static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final String CLAIM = """
            INSERT INTO inbox (consumer, event_id)
            SELECT $1, unnest($2::uuid[]) FROM public.knows_erasures($3) ON CONFLICT DO NOTHING
            RETURNING event_id
            """;

    private static final String ENTER = """
            INSERT INTO inbox (consumer, event_id) SELECT $1, unnest($2::uuid[]) FROM public.knows_erasures($3)
            """;

    /** A unique violation; of the inbox, as long as nothing else is asked about it. */
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
     * Enters events that are fresh in all likelihood, without asking which are: when one of them was there, it fails with
     * {@link #knows}, and with it the transaction. So nothing has to wait for its answer.
     *
     * @param erasures that the handler knows of, see {@link dev.tandem.messaging.MessageHandler#erasuresKnown}
     */
    public Future<Void> enter(String consumer, Collection<UUID> events, long erasures) {
        return sql.preparedQuery(ENTER)
                .execute(Tuple.of(consumer, ordered(events), erasures))
                .mapEmpty();
    }

    /** Whether that is why {@link #enter} failed. */
    public static boolean knows(Throwable failure) {
        return failure instanceof PgException refused && KNOWN.equals(refused.getSqlState());
    }

    /**
     * Enters the events, and answers those that were not there. Waits while another transaction is entering one of
     * them; ids are entered in order, so that two such transactions never wait for each other.
     *
     * @param erasures that the handler knows of, see {@link dev.tandem.messaging.MessageHandler#erasuresKnown}
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

    /** Which of the events have taken effect, as far as it is remembered. Needs no transaction. */
    public Future<Set<UUID>> taken(String consumer, Collection<UUID> events) {
        return sql.preparedQuery(TAKEN)
                .execute(Tuple.of(consumer, (Object) events.toArray(UUID[]::new)))
                .map(rows -> {
                    Set<UUID> taken = new HashSet<>();
                    rows.forEach(row -> taken.add(row.getUUID(0)));
                    return taken;
                });
    }

    /** Takes back a claim of this transaction: the event had no effect and may come again. */
    public Future<Void> disclaim(String consumer, Collection<UUID> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        return sql.preparedQuery(DISCLAIM)
                .execute(Tuple.of(consumer, (Object) events.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /**
     * Why an event can't be let in, if it can't.
     *
     * @param now by the database's clock, see {@link DatabaseClock}: by another, good events are refused
     * @param forced whether somebody insists on an event that is older than what is remembered
     */
    public static Optional<String> objection(UUID event, Instant now, boolean forced) {
        if (event.version() != 7) {
            return Optional.of("The event's id is no UUIDv7, so the inbox cannot place it");
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
