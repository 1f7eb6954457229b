package dev.tandem.acceptance.torture.proxy;

import io.netty.channel.socket.SocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.function.BooleanSupplier;

/** A client's connection and the matching one to the server. Runs on the proxy's context. */
final class Passage {

    private final NetSocket client;
    private final NetSocket server;
    private final Direction up;
    private final Direction down;
    private final BooleanSupplier loseThisCommit;
    private final Runnable lost;
    private final Pattern commit = Pattern.message('Q', "COMMIT");
    private final Pattern committed = Pattern.message('C', "COMMIT");
    private final Pattern rolledBack = Pattern.message('C', "ROLLBACK");
    private boolean swallowing;
    private boolean forgotten;
    private boolean vanished;

    /**
     * @param loseThisCommit asked for each COMMIT that goes by
     * @param lost called when the answer of one has been swallowed
     */
    Passage(Vertx vertx, NetSocket client, NetSocket server, BooleanSupplier loseThisCommit, Runnable lost) {
        this.client = client;
        this.server = server;
        this.up = new Direction(vertx, client, server);
        this.down = new Direction(vertx, server, client);
        this.loseThisCommit = loseThisCommit;
        this.lost = lost;
    }

    /** Begins to forward; {@code over} is called when either side has gone. */
    void begin(Runnable over) {
        client.handler(this::fromClient);
        server.handler(this::fromServer);
        client.exceptionHandler(reset -> {});
        server.exceptionHandler(reset -> {});
        client.closeHandler(closed -> {
            if (!vanished) {
                server.close();
                over.run();
            }
        });
        server.closeHandler(closed -> {
            if (!forgotten || vanished) {
                client.close();
                over.run();
            }
        });
        client.resume();
    }

    private void fromClient(Buffer bytes) {
        if (commit.endsIn(bytes) && !swallowing && loseThisCommit.getAsBoolean()) {
            swallowing = true;
        }
        up.received(bytes);
    }

    private void fromServer(Buffer bytes) {
        boolean happened = committed.endsIn(bytes);
        boolean refused = rolledBack.endsIn(bytes);
        if (!swallowing) {
            down.received(bytes);
        } else if (happened || refused) {
            if (happened) {
                lost.run();
            }
            reset();
        }
    }

    void hold() {
        up.hold();
        down.hold();
    }

    void slow() {
        up.slow(true);
        down.slow(true);
    }

    void release() {
        if (!forgotten) {
            up.release();
            down.release();
        }
    }

    /** Both sides get an RST. */
    void reset() {
        channel(client).config().setSoLinger(0);
        channel(server).config().setSoLinger(0);
        client.close();
        server.close();
    }

    /** The client reads an end, and may still write. */
    void halfClose() {
        channel(client).shutdownOutput();
    }

    /** Nothing passes any more, and nobody is told. */
    void forget() {
        forgotten = true;
        hold();
    }

    /** The client will send no more and will end without the server's being told. */
    void vanish() {
        vanished = true;
        forget();
    }

    /** The server is told after all, as when its own system gives up. */
    void bury() {
        if (vanished) {
            server.close();
        }
    }

    private static SocketChannel channel(NetSocket socket) {
        return (SocketChannel)
                ((NetSocketInternal) socket).channelHandlerContext().channel();
    }
}
