package dev.tandem.messaging.outbox;

import static dev.tandem.messaging.Futures.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;

/** The way of one host to the database. Once it is cut, neither end hears of the other again, not even of its end. */
final class Wire {

    private final PgConnectOptions target;
    private final NetClient client;
    private final NetServer server;
    private volatile boolean cut;

    Wire(Vertx vertx, PgConnectOptions target) {
        this.target = target;
        this.client = vertx.createNetClient();
        this.server =
                await(vertx.createNetServer().connectHandler(this::connect).listen(0, "127.0.0.1"));
    }

    /** The same database, by way of this wire. */
    PgConnectOptions end() {
        return new PgConnectOptions(target).setHost("127.0.0.1").setPort(server.actualPort());
    }

    /** Both systems go on acknowledging what they get, so no keep-alive of theirs can tell. */
    void cut() {
        cut = true;
    }

    private void connect(NetSocket host) {
        if (cut) {
            return;
        }
        host.pause();
        client.connect(target.getPort(), target.getHost())
                .onSuccess(database -> {
                    join(host, database);
                    join(database, host);
                    host.resume();
                })
                .onFailure(refused -> host.close());
    }

    private void join(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (!cut) {
                to.write(bytes);
            }
        });
        from.closeHandler(closed -> {
            if (!cut) {
                to.close();
            }
        });
    }
}
