package dev.tandem.gateway.erasure;

import dev.tandem.kit.table.Times;
import dev.tandem.messaging.erasure.PersonErased;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Runs the statements of the tables {@code erasure} and {@code erasure_answer}. */
record ErasureStore(SqlClient sql) {

    /** A person who was erased before keeps the pseudonym. */
    private static final String ENTER = """
            INSERT INTO erasure (id, digest, pseudonym, requested_by, requested_at)
            VALUES ($1, sha256((SELECT key FROM erasure_key) || convert_to($2, 'UTF8')), $3, $4, $5)
            ON CONFLICT (digest) DO UPDATE SET asked_again = excluded.requested_at
            RETURNING id
            """;

    private static final String FIND = """
            SELECT e.*, a.service, a.rows, a.at FROM erasure e LEFT JOIN erasure_answer a ON a.erasure_id = e.id
            WHERE e.id = $1
            """;

    private static final String ANSWERED = """
            INSERT INTO erasure_answer (erasure_id, service, rows, at)
            SELECT id, $2, $3, $4 FROM erasure WHERE id = $1
            ON CONFLICT (erasure_id, service) DO UPDATE SET rows = excluded.rows
            """;

    /** Inserts the erasure of a person, unless there is one, and returns the stored one. */
    Future<Erasure> enter(UUID id, String userId, String pseudonym, String requestedBy, Instant at) {
        return sql.preparedQuery(ENTER)
                .execute(Tuple.of(id, userId, pseudonym, requestedBy, Times.utc(at)))
                .compose(entered -> find(entered.iterator().next().getUUID("id")))
                .map(Optional::orElseThrow);
    }

    Future<Optional<Erasure>> find(UUID id) {
        return sql.preparedQuery(FIND).execute(Tuple.of(id)).map(ErasureStore::erasure);
    }

    /** Records the services' answers. Idempotent. */
    Future<Void> answered(List<PersonErased> answers, Instant at) {
        return Future.join(answers.stream()
                        .map(answer -> sql.preparedQuery(ANSWERED)
                                .execute(Tuple.of(
                                        answer.erasureId(),
                                        answer.service(),
                                        new JsonObject(new TreeMap<String, Object>(answer.rows())),
                                        Times.utc(at))))
                        .toList())
                .mapEmpty();
    }

    private static Optional<Erasure> erasure(RowSet<Row> rows) {
        Map<String, Erasure.Answer> answers = new TreeMap<>();
        for (Row row : rows) {
            String service = row.getString("service");
            if (service != null) {
                answers.put(service, new Erasure.Answer(row.getJsonObject("rows"), Times.in(row, "at")));
            }
        }
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(Erasure.of(rows.iterator().next(), answers));
    }
}
