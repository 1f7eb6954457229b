package dev.tandem.messaging.erasure;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Loop;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases people from the database of one service.
 *
 * <p>First commits a tombstone under an exclusive lock. The lock waits for running transactions that write personal data
 * from messages or requests, and new ones wait for the lock. After the commit, such a transaction fails in any instance that
 * has not loaded the tombstone, and is run again once it has. Then changes or deletes the existing rows in small
 * transactions: 500 rows, or 50 event bodies; steps with code of their own set their own limit.
 *
 * <p>Every step is idempotent. The command is answered {@link Outcome.Early} until all steps have succeeded, so each
 * redelivery either finds the erasure complete or runs all steps again. After {@code Tuning.earlyRetryLimit}, an hour by default,
 * the command becomes a dead letter.
 */
public final class Eraser {

    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);

    private static final int MOST_ROWS = 500;

    /** Small, because a body has up to 64 KB. */
    private static final int MOST_BODIES = 50;

    private static final String CARRIED_OUT = "SELECT rows FROM tombstone WHERE digest = $1 AND event_id = $2";

    private static final String HOLD_OFF = "SELECT pg_advisory_xact_lock(1701994867)";

    private static final String BURY = """
            INSERT INTO tombstone (digest, pseudonym) VALUES ($1, $2) ON CONFLICT DO NOTHING
            RETURNING nextval('erasure_version')
            """;

    private static final String NOTE = """
            UPDATE tombstone
            SET rows = jsonb_set(rows, ARRAY[$2::text], to_jsonb(coalesce((rows ->> $2)::bigint, 0) + $3::bigint))
            WHERE digest = $1
            """;

    private static final String END = "UPDATE tombstone SET event_id = $2 WHERE digest = $1";

    private final String service;
    private final PersonalData data;
    private final Transactor transactor;
    private final Tombstones tombstones;
    private final Topology topology;
    private final Clock clock;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    /** @param transactor runs transactions that wait only seconds for a lock */
    public Eraser(
            String service,
            PersonalData data,
            Transactor transactor,
            Tombstones tombstones,
            Topology topology,
            Clock clock) {
        this.service = service;
        this.data = PersonalData.OF_THE_KIT.and(data);
        this.transactor = transactor;
        this.tombstones = tombstones;
        this.topology = topology;
        this.clock = clock;
    }

    /** The type of the command to erase a person. */
    String command() {
        return topology.erasePerson().type();
    }

    /**
     * Sends the report and answers done if the erasure is complete. Otherwise answers early, and starts the erasure once this
     * transaction has committed, unless this instance is already carrying out the same command.
     */
    Future<Outcome> answer(UnitOfWork work, Event event) {
        ErasePerson command = (ErasePerson) event.payload();
        UUID id = event.envelope().id();
        return work.sql()
                .preparedQuery(CARRIED_OUT)
                .execute(Tuple.of(tombstones.digest(command.userId()), id))
                .map(found -> {
                    if (found.size() == 0) {
                        work.afterCommit(() -> begin(command, id));
                        return Outcome.early("a person is being erased");
                    }
                    work.send(report(command, event, rows(found.iterator().next())), event.context());
                    return Outcome.done();
                });
    }

    private static Map<String, Long> rows(Row row) {
        JsonObject written = row.getJsonObject("rows");
        Map<String, Long> rows = new TreeMap<>();
        written.fieldNames().forEach(table -> rows.put(table, written.getLong(table)));
        return rows;
    }

    private Message report(ErasePerson command, Event event, Map<String, Long> rows) {
        Topology.Topic topic = topology.personErased();
        Envelope envelope = Envelope.of(topic.type())
                .source("/" + service)
                .subject(command.erasureId().toString())
                .time(clock.instant())
                .answering(event.envelope())
                .build();
        PersonErased erased = new PersonErased(command.erasureId(), service, rows);
        return new Message(topic.exchange(), topic.routingKey(), envelope, erased);
    }

    private void begin(ErasePerson command, UUID event) {
        if (underWay.add(event)) {
            carryOut(command, event)
                    .onFailure(e -> LOG.warn("A person is not erased yet; it is tried again: {}", e.getMessage()))
                    .onComplete(over -> underWay.remove(event));
        }
    }

    private Future<Void> carryOut(ErasePerson command, UUID event) {
        Buffer digest = tombstones.digest(command.userId());
        return in(sql -> sql.query(HOLD_OFF)
                        .execute()
                        .compose(alone -> sql.preparedQuery(BURY).execute(Tuple.of(digest, command.pseudonym()))))
                .compose(buried -> in(tombstones::learn))
                .compose(learnt -> Loop.each(data.steps(), step -> all(step, command, digest)))
                .compose(dealt -> in(sql -> sql.preparedQuery(END).execute(Tuple.of(digest, event))))
                .mapEmpty();
    }

    private <T> Future<T> in(Function<SqlClient, Future<T>> statements) {
        return transactor.transact(work -> statements.apply(work.sql()));
    }

    private Future<Void> all(PersonalData.Step step, ErasePerson command, Buffer digest) {
        if (step instanceof PersonalData.Step.Statement statement) {
            return Loop.until(() -> in(sql -> sql.preparedQuery(statement.sql())
                    .execute(Tuple.of(command.userId(), command.pseudonym(), MOST_ROWS))
                    .map(counted -> counted.iterator().next())
                    .compose(counts -> note(sql, digest, step, counts.getLong("dealt"))
                            .map(noted -> counts.getLong("met") == 0))));
        }
        if (step instanceof PersonalData.Step.Other other) {
            return Loop.until(() -> transactor.transact(work -> other.work()
                    .some(work, command.userId(), command.pseudonym())
                    .compose(rows -> note(work.sql(), digest, step, rows).map(noted -> rows == 0))));
        }
        return new BodyWalk((PersonalData.Step.Bodies) step, command, digest).toEnd();
    }

    private static Future<Void> note(SqlClient sql, Buffer digest, PersonalData.Step step, long rows) {
        return rows == 0
                ? Future.succeededFuture()
                : sql.preparedQuery(NOTE)
                        .execute(Tuple.of(digest, step.table(), rows))
                        .mapEmpty();
    }

    /** Reads the bodies that contain the id, or mention it, from first to last, and rewrites those that have to change. */
    private final class BodyWalk {

        private final PersonalData.Step.Bodies step;
        private final ErasePerson command;
        private final Buffer digest;
        private final Redaction redaction;
        private String at = "(0,0)";

        BodyWalk(PersonalData.Step.Bodies step, ErasePerson command, Buffer digest) {
            this.step = step;
            this.command = command;
            this.digest = digest;
            this.redaction = Redaction.of(command.userId(), command.pseudonym());
        }

        Future<Void> toEnd() {
            return Loop.until(() -> in(this::some));
        }

        /** An update gives the row a new ctid. If that is a later one, the walk meets the row again and changes nothing. */
        private Future<Boolean> some(SqlClient sql) {
            String met = """
                    SELECT ctid::text AS place, %1$s AS body FROM %2$s
                    WHERE ctid > $1::text::tid AND (position($2::bytea IN %1$s) > 0 OR position($3::bytea IN %1$s) > 0
                        OR position($4::bytea IN %1$s) > 0)
                    ORDER BY ctid LIMIT $5 FOR UPDATE
                    """.formatted(step.column(), step.table());
            return sql.preparedQuery(met)
                    .execute(Tuple.of(
                            at,
                            Buffer.buffer(command.userId()),
                            escaped(command.userId()),
                            escaped(Redaction.bracketed(command.userId())),
                            MOST_BODIES))
                    .compose(rows -> {
                        long[] dealt = {0};
                        return Loop.each(
                                        rows,
                                        row -> write(sql, row).map(wrote -> {
                                            dealt[0] += wrote;
                                            at = row.getString("place");
                                            return null;
                                        }))
                                .compose(written -> note(sql, digest, step, dealt[0]))
                                .map(noted -> rows.size() == 0);
                    });
        }

        private Future<Integer> write(SqlClient sql, Row row) {
            Buffer body = row.getBuffer("body");
            Buffer redacted = Redaction.isObject(body) ? redaction.body(body, command()) : Buffer.buffer();
            if (redacted == body) {
                return Future.succeededFuture(0);
            }
            return sql.preparedQuery(
                            "UPDATE %s SET %s = $2 WHERE ctid = $1::text::tid".formatted(step.table(), step.column()))
                    .execute(Tuple.of(row.getString("place"), redacted))
                    .map(RowSet::rowCount);
        }

        /** The text as it stands within a text in JSON. */
        private static Buffer escaped(String text) {
            String json = Json.encode(text);
            return Buffer.buffer(json.substring(1, json.length() - 1));
        }
    }
}
