package dev.tandem.deadletters.letter;

import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code letter} and changes the state of letters. */
public record LetterStore(SqlClient sql) {

    /** Number of letters that a text search examines per page. */
    static final int WINDOW = 2_000;

    private static final String FIND = "SELECT * FROM letter WHERE id = $1";

    private static final String LOCK = "SELECT * FROM letter WHERE id = $1 FOR UPDATE";

    private static final String PAGE =
            "SELECT " + Summary.COLUMNS.names() + " FROM letter WHERE %s ORDER BY id DESC LIMIT %s";

    private static final String SEARCH = """
            WITH looked AS MATERIALIZED (SELECT id, error, type FROM letter WHERE %s ORDER BY id DESC LIMIT %s),
            found AS (
                SELECT id FROM looked
                WHERE position(lower(%s) IN lower(error)) > 0 OR position(lower(%s) IN lower(coalesce(type, ''))) > 0
                ORDER BY id DESC LIMIT %s
            )
            SELECT listed.*, (SELECT count(*) FROM looked) AS looked, (SELECT id FROM looked ORDER BY id LIMIT 1) AS lowest
            FROM (SELECT TRUE) always
            LEFT JOIN (SELECT COLUMNS FROM found JOIN letter USING (id)) listed ON TRUE ORDER BY listed.id DESC
            """.replace("COLUMNS", Summary.COLUMNS.names());

    private static final String MOVE = """
            UPDATE letter SET state = $2, claim_id = coalesce($3, claim_id), updated_at = clock_timestamp() WHERE id = $1
            RETURNING *
            """;

    public Future<Optional<Letter>> find(UUID id) {
        return sql.preparedQuery(FIND).execute(Tuple.of(id)).map(LetterStore::first);
    }

    /** Finds the letter and locks it until the transaction ends. */
    public Future<Optional<Letter>> lock(UUID id) {
        return sql.preparedQuery(LOCK).execute(Tuple.of(id)).map(LetterStore::first);
    }

    /** Changes the state of a locked letter. */
    public Future<Letter> move(UUID id, State to, @Nullable UUID claim) {
        return sql.preparedQuery(MOVE)
                .execute(Tuple.of(id, to.wireName(), claim))
                .map(rows -> Found.one(rows, Letter::from));
    }

    /** Returns letters with an id below the given one, newest first. */
    public Future<Listed> page(Conditions conditions, UUID below, int rows) {
        conditions.and("id < ?", below);
        String statement = PAGE.formatted(conditions.text(), conditions.parameter(rows));
        return sql.preparedQuery(statement)
                .execute(conditions.values())
                .map(found -> new Listed(summaries(found), null));
    }

    /**
     * Returns letters, as {@link #page} does, whose error or type contains the text in any case. Examines at most {@value
     * #WINDOW} letters, so it may miss matches; it then says where to continue.
     */
    public Future<Listed> search(Conditions conditions, String text, UUID below, int rows) {
        conditions.and("id < ?", below);
        String sought = conditions.parameter(text);
        String statement = SEARCH.formatted(
                conditions.text(), conditions.parameter(WINDOW), sought, sought, conditions.parameter(rows));
        return sql.preparedQuery(statement).execute(conditions.values()).map(found -> {
            Row any = found.iterator().next();
            return new Listed(summaries(found), any.getLong("looked") == WINDOW ? any.getUUID("lowest") : null);
        });
    }

    /** @param goOn the id below which nothing was examined yet; null when everything was */
    public record Listed(List<Summary> letters, @Nullable UUID goOn) {}

    private static List<Summary> summaries(RowSet<Row> rows) {
        return Found.below(rows, Summary::from).orElse(List.of());
    }

    private static Optional<Letter> first(RowSet<Row> rows) {
        return Found.first(rows, Letter::from);
    }
}
