package dev.tandem.gateway.live;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Tells every instance of this service of changes, when and only when the transaction commits. */
public final class Announcement {

    static final String CHANNEL = "tandem_changes";

    /** PostgreSQL takes notifications of less than 8,000 bytes; one change is at most 38. */
    private static final int MOST = 200;

    private static final String NOTIFY = "SELECT pg_notify('" + CHANNEL + "', told) FROM unnest($1::text[]) AS told";

    private Announcement() {}

    /** @param tx a connection in a transaction */
    public static Future<Void> of(Collection<Change> changes, SqlClient tx) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        List<String> written = changes.stream().distinct().map(Change::written).toList();
        List<String> payloads = new ArrayList<>();
        for (int from = 0; from < written.size(); from += MOST) {
            payloads.add(String.join(",", written.subList(from, Math.min(written.size(), from + MOST))));
        }
        return tx.preparedQuery(NOTIFY)
                .execute(Tuple.of((Object) payloads.toArray(String[]::new)))
                .mapEmpty();
    }
}
