package dev.tandem.gateway.ticket;

import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.table.Found;
import dev.tandem.kit.table.Times;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Runs the statements of the table {@code stream_ticket}. */
public record TicketStore(SqlClient sql) {

    /** The time for which a ticket is valid, by the database's clock. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    public static final Rule RETENTION = Rule.byTime("stream tickets", KEPT, "stream_ticket", "digest", "created_at");

    private static final String ENTER = """
            INSERT INTO stream_ticket (digest, sealed) VALUES ($1, $2) RETURNING created_at
            """;

    private static final String TAKE = """
            DELETE FROM stream_ticket WHERE digest = $1
            RETURNING sealed, created_at > now() - $2::bigint * interval '1 ms' AS valid
            """;

    /** Keeps the token for whoever has the ticket, and returns when the ticket expires. */
    Future<Instant> enter(StreamTicket ticket, String token) {
        return sql.preparedQuery(ENTER)
                .execute(Tuple.of(Buffer.buffer(ticket.digest()), Buffer.buffer(ticket.sealed(token))))
                .map(rows -> Found.one(rows, row -> Times.in(row, "created_at")).plus(KEPT));
    }

    /** The token, once; empty if the ticket was used before, has expired, or was never given. */
    Future<Optional<String>> take(StreamTicket ticket) {
        return sql.preparedQuery(TAKE)
                .execute(Tuple.of(Buffer.buffer(ticket.digest()), KEPT.toMillis()))
                .map(rows -> Found.first(rows, row -> row)
                        .filter(row -> row.getBoolean("valid"))
                        .map(row -> ticket.opened(row.getBuffer("sealed").getBytes())));
    }
}
