package dev.tandem.acceptance.torture.system;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The address of a service with several instances, like a load balancer's. Each connection goes to the next instance that
 * was ready at the last check, or to any if none was; if that one refuses the connection, the next is tried.
 */
final class Balancer implements AutoCloseable {

    private static final long LOOK_EVERY_MS = 500;

    private final List<Instance> instances;
    private final Set<Instance> ready = ConcurrentHashMap.newKeySet();
    private final NetServer server;
    private final NetClient client;
    private final List<Thread> looking = new ArrayList<>();
    private volatile boolean closed;
    private int next;

    Balancer(Vertx vertx, List<Instance> instances) {
        this.instances = List.copyOf(instances);
        Context context = vertx.getOrCreateContext();
        this.client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(1_000).setTcpNoDelay(true));
        this.server = vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true))
                .connectHandler(this::connected);
        await(Future.future(
                listening -> context.runOnContext(v -> server.listen().onComplete(listening))));
        instances.forEach(this::look);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        closed = true;
        looking.forEach(Thread::interrupt);
        await(Future.join(server.close(), client.close()));
    }

    private void look(Instance instance) {
        Thread thread = new Thread(
                () -> {
                    while (!closed) {
                        if (instance.isReady()) {
                            ready.add(instance);
                        } else {
                            ready.remove(instance);
                        }
                        if (!closed) {
                            sleep();
                        }
                    }
                },
                "look-at-" + instance.name());
        thread.setDaemon(true);
        looking.add(thread);
        thread.start();
    }

    private void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException closing) {
            closed = true;
        }
    }

    private void connected(NetSocket socket) {
        socket.pause();
        List<Instance> choices = new ArrayList<>(ready);
        if (choices.isEmpty()) {
            choices.addAll(instances);
        }
        choices.sort((one, other) -> one.name().compareTo(other.name()));
        Collections.rotate(choices, -(next++ % choices.size()));
        open(socket, choices);
    }

    private void open(NetSocket socket, List<Instance> choices) {
        if (choices.isEmpty()) {
            socket.close();
            return;
        }
        URI target = choices.get(0).uri();
        client.connect(target.getPort(), target.getHost())
                .onSuccess(upstream -> {
                    socket.exceptionHandler(reset -> upstream.close());
                    upstream.exceptionHandler(reset -> socket.close());
                    socket.pipeTo(upstream);
                    upstream.pipeTo(socket);
                })
                .onFailure(refused -> open(socket, choices.subList(1, choices.size())));
    }

    private static void await(Future<?> work) {
        try {
            work.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
