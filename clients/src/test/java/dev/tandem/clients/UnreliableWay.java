package dev.tandem.clients;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Passes bytes on to a server, and on request loses the answer on the next new connection, or cuts every connection. The
 * requests are HTTP, at an address of its own, so that a client in another process can make them: {@code POST
 * /lose-next-answer} and {@code POST /cut}.
 */
final class UnreliableWay implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final URI target;
    private final NetClient client = vertx.createNetClient();
    private final NetServer way;
    private final HttpServer control;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean losing = new AtomicBoolean();

    UnreliableWay(URI target) {
        this.target = target;
        this.way = done(vertx.createNetServer().connectHandler(this::connected).listen(0, "127.0.0.1"));
        this.control = done(vertx.createHttpServer()
                .requestHandler(request -> {
                    switch (request.path()) {
                        case "/lose-next-answer" -> loseNextAnswer();
                        case "/cut" -> cut();
                        default -> request.response().setStatusCode(404);
                    }
                    request.response().end();
                })
                .listen(0, "127.0.0.1"));
    }

    /** The address that stands for the server's. */
    URI address() {
        return URI.create("http://127.0.0.1:" + way.actualPort());
    }

    /** Where to ask for mischief. */
    URI control() {
        return URI.create("http://127.0.0.1:" + control.actualPort());
    }

    /** Cuts the next new connection when the first answer comes on it, instead of passing that on. */
    void loseNextAnswer() {
        losing.set(true);
    }

    /** Cuts every connection. New ones are let through. */
    void cut() {
        open.forEach(NetSocket::close);
    }

    private void connected(NetSocket near) {
        boolean loses = losing.getAndSet(false);
        near.pause();
        client.connect(target.getPort(), target.getHost())
                .onFailure(e -> near.close())
                .onSuccess(far -> {
                    pass(near, far);
                    far.handler(answer -> {
                        if (loses) {
                            near.close();
                        } else {
                            near.write(answer);
                        }
                    });
                    near.handler(far::write);
                    near.resume();
                });
    }

    private void pass(NetSocket near, NetSocket far) {
        open.add(near);
        near.closeHandler(closed -> {
            open.remove(near);
            far.close();
        });
        far.closeHandler(closed -> near.close());
    }

    @Override
    public void close() {
        done(vertx.close());
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
