package dev.tandem.acceptance;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.TimeUnit;

/** Breaks a table of a service by renaming it until this is closed, so that every statement on the table fails. */
final class Broken implements AutoCloseable {

    private final String service;
    private final String table;

    private Broken(String service, String table) {
        this.service = service;
        this.table = table;
    }

    static Broken table(String service, String table) {
        Broken broken = new Broken(service, table);
        broken.execute("ALTER TABLE " + table + " RENAME TO " + table + "_broken");
        return broken;
    }

    @Override
    public void close() {
        execute("ALTER TABLE " + table + "_broken RENAME TO " + table);
    }

    private void execute(String statement) {
        Vertx vertx = Vertx.vertx();
        String database = service.replace('-', '_');
        try {
            PgConnection.connect(
                            vertx,
                            PgConnectOptions.fromUri(TheSystem.get().postgres().uri(database)))
                    .compose(connection -> connection.query(statement).execute().eventually(connection::close))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(statement, e);
        } finally {
            vertx.close();
        }
    }
}
