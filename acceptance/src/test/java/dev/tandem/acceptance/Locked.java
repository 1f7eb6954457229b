package dev.tandem.acceptance;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.TimeUnit;

/** A table of a service that can be read, but whose writers wait until this is closed. */
final class Locked implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();

    private Locked() {}

    static Locked table(String service, String table) {
        Locked locked = new Locked();
        String database = service.replace('-', '_');
        try {
            PgConnection.connect(
                            locked.vertx,
                            PgConnectOptions.fromUri(TheSystem.get().postgres().uri(database)))
                    .compose(connection -> connection
                            .query("BEGIN; LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE")
                            .execute())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            return locked;
        } catch (Exception e) {
            locked.close();
            throw new IllegalStateException(table, e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
