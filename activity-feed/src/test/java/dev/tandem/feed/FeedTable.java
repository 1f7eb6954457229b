package dev.tandem.feed;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** Reads and disturbs the table of the running feed from outside. */
final class FeedTable implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool =
            Databases.pool(vertx, URI.create(SharedBackends.get().postgres().uri(RunningFeed.DATABASE)), "test", 2);

    /** Returns every row as text, by its event. */
    Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        Awaiting.get(pool.query("SELECT event_id::text, to_jsonb(f)::text FROM feed_entry f")
                        .execute())
                .forEach(row -> rows.put(row.getString(0), row.getString(1)));
        return rows;
    }

    void run(String statement) {
        Awaiting.get(pool.query(statement).execute());
    }

    /** Returns the first column of the first row. */
    Object ask(String query) {
        return Awaiting.get(pool.query(query).execute()).iterator().next().getValue(0);
    }

    @Override
    public void close() {
        Awaiting.get(vertx.close());
    }
}
