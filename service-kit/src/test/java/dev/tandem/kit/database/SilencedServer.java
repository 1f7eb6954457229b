package dev.tandem.kit.database;

import static dev.tandem.kit.testing.Awaiting.get;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands before a server; connections through it can be made to stay open and carry nothing more. */
final class SilencedServer {

    private final NetServer server;
    private final Queue<NetSocket> sockets = new ConcurrentLinkedQueue<>();

    private SilencedServer(Vertx vertx, URI behind) {
        NetClient client = vertx.createNetClient();
        server = get(vertx.createNetServer()
                .connectHandler(near -> {
                    near.pause();
                    client.connect(behind.getPort(), behind.getHost()).onSuccess(far -> {
                        sockets.add(near);
                        near.handler(far::write);
                        far.handler(near::write);
                        near.closeHandler(closed -> far.close());
                        far.closeHandler(closed -> near.close());
                        near.resume();
                    });
                })
                .listen(0, "127.0.0.1"));
    }

    static SilencedServer before(Vertx vertx, URI address) {
        return new SilencedServer(vertx, address);
    }

    /** The same address by way of this. */
    URI instead(URI address) {
        return URI.create(address.toString()
                .replace(address.getHost() + ":" + address.getPort(), "127.0.0.1:" + server.actualPort()));
    }

    /** What is said on the connections of now reaches nobody any more. Later ones work. */
    void fallSilent() {
        sockets.forEach(socket -> socket.handler(lost -> {}));
        sockets.clear();
    }
}
