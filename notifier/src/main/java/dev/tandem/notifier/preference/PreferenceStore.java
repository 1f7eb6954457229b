package dev.tandem.notifier.preference;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the statements of the table {@code mail_preference}, but for those by which mail is entered and sent. */
record PreferenceStore(SqlClient sql) {

    /** What a person says about one scope. */
    record Preference(Scope scope, MailTimings mail) {}

    private static final String OF =
            "SELECT kind, scope, mentions, assignments, news FROM mail_preference WHERE user_id = $1 ORDER BY kind, scope";

    private static final String SAY = """
            INSERT INTO mail_preference (user_id, kind, scope, mentions, assignments, news)
            SELECT $1, $2, $3, $4, $5, $6
            WHERE $2 = 'everything'
               OR (SELECT count(*) FROM mail_preference WHERE user_id = $1 AND scope <> $3 AND kind <> 'everything') < $7
            ON CONFLICT (user_id, scope) DO UPDATE
            SET mentions = excluded.mentions, assignments = excluded.assignments, news = excluded.news
            """;

    private static final String UNSAY = "DELETE FROM mail_preference WHERE user_id = $1 AND scope = $2";

    Future<List<Preference>> of(String user) {
        return sql.preparedQuery(OF)
                .execute(Tuple.of(user))
                .map(rows -> Found.all(rows, row -> new Preference(Scope.from(row), MailTimings.from(row))));
    }

    /** Replaces what a person says about a scope; false if that would be more workspaces and projects than so many. Idempotent. */
    Future<Boolean> say(String user, Scope scope, MailTimings mail, int most) {
        if (mail.saysNothing()) {
            return sql.preparedQuery(UNSAY).execute(Tuple.of(user, scope.id())).map(true);
        }
        @Nullable
        Object[] values = {user, scope.kind().name(), scope.id(), mail.mentions(), mail.assignments(), mail.news(), most
        };
        return sql.preparedQuery(SAY).execute(Tuple.from(values)).map(said -> said.rowCount() > 0);
    }
}
