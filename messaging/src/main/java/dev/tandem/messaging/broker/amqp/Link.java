package dev.tandem.messaging.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.NoOpMetricsCollector;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tandem.messaging.broker.BrokerUnavailable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns one client, one connection and one channel, and is used once. When any of the three ends or is suspected dead,
 * the link is down for good and {@link #down()} says why. Lives on the context that opened it.
 */
final class Link {

    private static final int CONNECT_MS = 5_000;
    private static final int OPEN_MS = 10_000;
    private static final int ABORT_MS = 1_000;
    private static final int HEARTBEAT_S = 10;
    private static final int WRITER_IDLE_S = 30;

    private final Vertx vertx;
    private final Context context;
    private final RabbitMQClient client;
    private final ThreadPoolExecutor writer;
    private final Hooks hooks;
    private final Promise<Throwable> down = Promise.promise();
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Link(Vertx vertx, Context context, RabbitMQOptions options) {
        this.vertx = vertx;
        this.context = context;
        this.hooks = new Hooks();
        this.writer = writer(options.getConnectionName());
        this.client = RabbitMQClient.create(vertx, options.setMetricsCollector(hooks));
    }

    private static ThreadPoolExecutor writer(String name) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, WRITER_IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task, name));
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Connects, or fails with {@link BrokerUnavailable}. Must be called on the context that the link is to live on.
     *
     * @param address read on a worker thread
     */
    static Future<Link> open(Vertx vertx, Supplier<URI> address, String name) {
        Context context = vertx.getOrCreateContext();
        RabbitMQOptions options = new RabbitMQOptions()
                .setConnectionName(name)
                .setAutomaticRecoveryEnabled(false)
                .setAutomaticRecoveryOnInitialConnection(false)
                .setReconnectAttempts(0)
                .setConnectionTimeout(CONNECT_MS)
                .setHandshakeTimeout(CONNECT_MS)
                .setRequestedHeartbeat(HEARTBEAT_S);
        return context.executeBlocking(address::get, false)
                .compose(present -> Encryption.of(vertx, present, options))
                .compose(addressed -> connect(new Link(vertx, context, addressed)))
                .recover(e -> Future.failedFuture(new BrokerUnavailable("The broker cannot be reached: " + e, e)));
    }

    private static Future<Link> connect(Link link) {
        return link.client
                .start()
                .timeout(OPEN_MS, TimeUnit.MILLISECONDS)
                .map(link)
                .onFailure(link::discard);
    }

    /** Calls the client while the link is open; on a closed channel the client would quietly open another. */
    <T> Future<T> call(Function<RabbitMQClient, Future<T>> operation) {
        if (!open.get()) {
            return Future.failedFuture(new BrokerUnavailable("The connection to the broker is down"));
        }
        try {
            return operation.apply(client);
        } catch (RuntimeException e) {
            return Future.failedFuture(new BrokerUnavailable("The connection to the broker is down", e));
        }
    }

    /**
     * Calls the channel directly, on the link's own thread, after all earlier calls. This bypasses the client, whose calls each
     * wake a worker and then the caller again. The thread exists only while there is work.
     *
     * @param failed called, on any thread, when the call was not made or failed; the link is then down
     */
    void write(ChannelCall call, Handler<Throwable> failed) {
        writer.execute(() -> {
            try {
                Channel channel = hooks.channel;
                if (!open.get() || channel == null) {
                    throw new BrokerUnavailable("The connection to the broker is down");
                }
                call.on(channel);
            } catch (IOException | RuntimeException e) {
                context.runOnContext(v -> discard(e));
                failed.handle(
                        e instanceof BrokerUnavailable
                                ? e
                                : new BrokerUnavailable("The connection to the broker is down", e));
            }
        });
    }

    /** A call that may block, and so never runs on an event loop. */
    @FunctionalInterface
    interface ChannelCall {
        void on(Channel channel) throws IOException;
    }

    boolean isOpen() {
        return open.get();
    }

    /** Returns true while the broker is short of memory or disk and does not read from this connection. */
    boolean blocked() {
        return hooks.blocked;
    }

    /** Sets the callback, run on the link's context, for changes of {@link #blocked()}. */
    void onBlocked(Runnable changed) {
        hooks.blockedChanged = changed;
    }

    /** Looks for a queue or a stream; fails when it is not there. */
    Future<Void> lookForQueue(String name) {
        return look(new AMQP.Queue.Declare.Builder().queue(name).passive().build());
    }

    /** Looks for an exchange; fails when it is not there. */
    Future<Void> lookForExchange(String name) {
        return look(new AMQP.Exchange.Declare.Builder().exchange(name).passive().build());
    }

    /**
     * Uses a separate channel, because the broker closes a channel that declares something missing passively. While the queue is
     * stuck, the declaration waits, but occupies no thread.
     */
    private Future<Void> look(Method passively) {
        return vertx.executeBlocking(this::extraChannel, false)
                .compose(channel -> vertx.executeBlocking(() -> channel.asyncCompletableRpc(passively), false)
                        .compose(answer -> Future.fromCompletionStage(answer, context))
                        .eventually(() -> vertx.executeBlocking(() -> aborted(channel), false)))
                .mapEmpty();
    }

    private static boolean aborted(Channel channel) throws IOException {
        channel.abort();
        return true;
    }

    /** Opens one more channel in addition to the client's, to look at the topology. Blocks: not on an event loop. */
    Channel extraChannel() throws IOException {
        Connection connection = hooks.connection;
        Channel channel = connection == null ? null : connection.createChannel();
        if (channel == null) {
            throw new IOException("The connection has no channel left");
        }
        return channel;
    }

    /** Completes when the link ends, with the reason; never fails. */
    Future<Throwable> down() {
        return down.future();
    }

    /** Discards the link: closes the connection without waiting for earlier writes. Idempotent. */
    void discard(Throwable why) {
        if (open.compareAndSet(true, false)) {
            end(why);
        }
    }

    private void end(Throwable why) {
        down.complete(why);
        abort();
    }

    /** Closes the link gracefully: earlier writes, above all acks, reach the broker first. */
    Future<Void> close() {
        Promise<Void> written = ((ContextInternal) context).promise();
        writer.execute(written::tryComplete);
        return written.future().timeout(OPEN_MS, TimeUnit.MILLISECONDS).transform(all -> stop());
    }

    private Future<Void> stop() {
        if (!open.compareAndSet(true, false)) {
            return Future.succeededFuture();
        }
        down.complete(new BrokerUnavailable("The connection was closed"));
        return client.stop().timeout(OPEN_MS, TimeUnit.MILLISECONDS).recover(e -> {
            abort();
            return Future.succeededFuture();
        });
    }

    /** Bypasses the client, whose calls queue on the context: the next link's calls would wait behind those of a dead link. */
    private void abort() {
        Connection connection = hooks.connection;
        if (connection != null) {
            vertx.executeBlocking(
                    () -> {
                        connection.abort(ABORT_MS);
                        return null;
                    },
                    false);
        }
    }

    /** Captures the underlying connection and channel. */
    private final class Hooks extends NoOpMetricsCollector {
        private volatile @Nullable Connection connection;
        private volatile @Nullable Channel channel;
        private volatile boolean blocked;
        private volatile @Nullable Runnable blockedChanged;

        @Override
        public void newConnection(Connection newConnection) {
            connection = newConnection;
            newConnection.addShutdownListener(this::shutdown);
            newConnection.addBlockedListener(reason -> block(true), () -> block(false));
        }

        @Override
        public void newChannel(Channel newChannel) {
            if (newChannel.getChannelNumber() == 1) {
                channel = newChannel;
                newChannel.addShutdownListener(this::shutdown);
            }
        }

        /** Stops sending at once, on the AMQP thread; the rest happens on the context. */
        private void shutdown(ShutdownSignalException signal) {
            if (!signal.isInitiatedByApplication() && open.compareAndSet(true, false)) {
                context.runOnContext(
                        v -> end(new BrokerUnavailable("The connection was lost: " + signal.getMessage(), signal)));
            }
        }

        private void block(boolean now) {
            blocked = now;
            Runnable changed = blockedChanged;
            if (changed != null) {
                context.runOnContext(v -> changed.run());
            }
        }
    }
}
