package dev.tandem.acceptance.torture.proxy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Connects one client with one server on the loopback interface and outlives both. If the server refuses a connection, the
 * client's is closed. May be used from any thread; a call has taken effect when it returns.
 */
public final class Proxy implements AutoCloseable {

    private static final double COMMITS_LOST = 0.2;

    private final Vertx vertx;
    private final Context context;
    private final NetServer server;
    private final NetClient client;
    private final String host;
    private final int port;
    private final Set<Passage> passages = new HashSet<>();
    private final List<NetSocket> held = new ArrayList<>();
    private final AtomicInteger lostCommits = new AtomicInteger();
    private Mode mode = Mode.PASS;
    private Random random = new Random(0);

    /** @param target whose host and port are the server's */
    public Proxy(Vertx vertx, URI target) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.host = target.getHost();
        this.port = target.getPort();
        this.client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(2_000).setTcpNoDelay(true));
        this.server = vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true))
                .connectHandler(this::connected);
        await(context, server::listen);
    }

    /** The same address, by way of this proxy. */
    public String uri(String direct) {
        return direct.replace("@" + host + ":" + port, "@127.0.0.1:" + server.actualPort());
    }

    public void set(Mode next, long seed) {
        run(() -> {
            mode = next;
            random = new Random(seed);
            passages.forEach(passage -> {
                switch (next) {
                    case BLACK_HOLE -> passage.hold();
                    case SLOW_DRIP -> passage.slow();
                    default -> passage.release();
                }
            });
            if (next == Mode.CUT_OFF) {
                List.copyOf(passages).forEach(Passage::reset);
            }
            if (next != Mode.BLACK_HOLE) {
                List<NetSocket> waiting = List.copyOf(held);
                held.clear();
                waiting.forEach(this::open);
            }
        });
    }

    /** Cuts every connection with an RST. */
    public void reset() {
        each(Passage::reset);
    }

    /** Ends every connection in the direction to the client. */
    public void halfClose() {
        each(Passage::halfClose);
    }

    /** Lets every present connection fall silent for ever; later ones work. */
    public void forget() {
        each(Passage::forget);
    }

    /** The client is gone for good: every present connection falls silent, and the server is not told of their end. */
    public void vanish() {
        each(Passage::vanish);
    }

    /** Tells the server of clients that vanished, as TCP does in the end. */
    public void bury() {
        each(Passage::bury);
    }

    /** How many commits happened whose answer was swallowed. */
    public int lostCommits() {
        return lostCommits.get();
    }

    @Override
    public void close() {
        await(context, () -> Future.join(server.close(), client.close()));
    }

    private void each(Consumer<Passage> treatment) {
        run(() -> List.copyOf(passages).forEach(treatment));
    }

    private void connected(NetSocket socket) {
        socket.pause();
        if (mode == Mode.CUT_OFF) {
            socket.close();
        } else if (mode == Mode.BLACK_HOLE) {
            held.add(socket);
        } else {
            open(socket);
        }
    }

    private void open(NetSocket socket) {
        AtomicBoolean gone = new AtomicBoolean();
        socket.closeHandler(closed -> gone.set(true));
        client.connect(port, host)
                .onSuccess(upstream -> {
                    if (gone.get() || mode == Mode.CUT_OFF) {
                        upstream.close();
                        socket.close();
                        return;
                    }
                    Passage passage = new Passage(
                            vertx,
                            socket,
                            upstream,
                            () -> mode == Mode.LOSE_COMMITS && random.nextDouble() < COMMITS_LOST,
                            lostCommits::incrementAndGet);
                    passages.add(passage);
                    passage.begin(() -> passages.remove(passage));
                    if (mode == Mode.BLACK_HOLE) {
                        passage.hold();
                    } else if (mode == Mode.SLOW_DRIP) {
                        passage.slow();
                    }
                })
                .onFailure(refused -> socket.close());
    }

    private void run(Runnable work) {
        await(context, () -> {
            work.run();
            return Future.succeededFuture();
        });
    }

    private static void await(Context context, Callable<Future<?>> work) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(v -> {
            try {
                work.call().<Void>mapEmpty().onComplete(done);
            } catch (Exception e) {
                done.fail(e);
            }
        });
        try {
            done.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
