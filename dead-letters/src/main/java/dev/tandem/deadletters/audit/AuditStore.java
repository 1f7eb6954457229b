package dev.tandem.deadletters.audit;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes the table {@code audit}. */
public record AuditStore(SqlClient sql) {

    private static final int MOST_SHOWN = 200;

    private static final String OF_LETTER = """
            INSERT INTO audit (actor, action, letter_id, from_state, to_state, reason) VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private static final String OF_BULK = """
            INSERT INTO audit (actor, action, bulk_id, from_state, to_state, reason) VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private static final String ABOUT_LETTER = """
            SELECT at, actor, action, bulk_id, from_state, to_state, reason
            FROM (SELECT * FROM audit WHERE letter_id = $1 ORDER BY id DESC LIMIT $2) newest ORDER BY id
            """;

    /** Records an operator's action on a letter. */
    public Future<Void> letter(
            UUID letterId, String actor, String action, String from, String to, @Nullable String reason) {
        return sql.preparedQuery(OF_LETTER)
                .execute(Tuple.of(actor, action, letterId, from, to, reason))
                .mapEmpty();
    }

    /** Records an action on a bulk replay. */
    public Future<Void> bulk(
            UUID bulkId,
            @Nullable String actor,
            String action,
            @Nullable String from,
            String to,
            @Nullable String reason) {
        return sql.preparedQuery(OF_BULK)
                .execute(Tuple.of(actor, action, bulkId, from, to, reason))
                .mapEmpty();
    }

    /** Returns the actions on a letter, oldest first; if there are very many, only the newest. */
    public Future<List<AuditEntry>> ofLetter(UUID letterId) {
        return sql.preparedQuery(ABOUT_LETTER)
                .execute(Tuple.of(letterId, MOST_SHOWN))
                .map(rows -> Found.all(rows, AuditEntry::from));
    }
}
