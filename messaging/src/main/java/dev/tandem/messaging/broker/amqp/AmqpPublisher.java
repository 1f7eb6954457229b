package dev.tandem.messaging.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Trouble;
import dev.tandem.messaging.broker.BrokerUnavailable;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.rabbitmq.RabbitMQConfirmation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes on one link after another, and matches publishes with their confirms in its own map. Callers hand a message directly to
 * the thread that writes to the broker.
 *
 * <p>A missing confirm fails its message alone, as long as other confirms come; if none come, the link is discarded.
 *
 * <p>A verticle, because the client orders its calls by context: a publisher and a consumer must not share one.
 */
final class AmqpPublisher extends VerticleBase implements Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpPublisher.class);
    private static final long LOOK_AGAIN_MS = 1_000;

    /** The broker's error when it closes a channel because of a publish to a missing exchange. */
    private static final Pattern MISSING = Pattern.compile("no exchange '([^']+)'");

    private final Supplier<URI> address;
    private final String name;
    private final Duration confirmTimeout;
    private final Topology.Log log;
    /** Exchanges whose absence has cost a link; a publish to one of them fails at once until it exists. */
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    private final Trouble withoutLog = new Trouble();

    private volatile @Nullable Session session;
    private Promise<Void> ready = Promise.promise();
    private @Nullable Supervisor supervisor;

    /** @param log messages to its exchange wait on each connection until its stream is up */
    AmqpPublisher(Supplier<URI> address, String name, Duration confirmTimeout, Topology.Log log) {
        this.address = address;
        this.name = name;
        this.confirmTimeout = confirmTimeout;
        this.log = log;
    }

    @Override
    public Future<?> start() {
        Supervisor keeper = new Supervisor(vertx, name, () -> Link.open(vertx, address, name), this::furnish);
        supervisor = keeper;
        keeper.start();
        return Future.succeededFuture();
    }

    private Future<Void> furnish(Link link) {
        return link.call(client -> client.addConfirmListener(Integer.MAX_VALUE)).map(confirms -> {
            Session fresh = new Session(link);
            confirms.handler(fresh::confirmed);
            session = fresh;
            link.onBlocked(this::announce);
            announce();
            link.down().onSuccess(fresh::failAll);
            fresh.seekLog();
            missing.forEach(fresh::seekExchange);
            return null;
        });
    }

    private synchronized void announce() {
        if (state() == State.READY) {
            ready.tryComplete();
        }
    }

    @Override
    public Future<Void> publish(Publication publication) {
        Session current = session;
        return current == null
                ? Future.failedFuture(new BrokerUnavailable("There is no connection to the broker"))
                : current.send(publication);
    }

    @Override
    public State state() {
        Session current = session;
        if (current == null || !current.link.isOpen()) {
            return State.DISCONNECTED;
        }
        return current.link.blocked() ? State.BLOCKED : State.READY;
    }

    @Override
    public synchronized Future<Void> ready() {
        if (state() == State.READY) {
            return Future.succeededFuture();
        }
        if (ready.future().isComplete()) {
            ready = Promise.promise();
            announce();
        }
        return ready.future();
    }

    @Override
    public Future<Void> close() {
        return vertx.undeploy(context.deploymentID());
    }

    @Override
    public Future<?> stop() {
        Supervisor keeper = supervisor;
        return keeper == null ? Future.succeededFuture() : keeper.close();
    }

    /** The publications of one link. */
    private final class Session {
        private final Link link;
        private final Unconfirmed unconfirmed = new Unconfirmed(System.nanoTime());
        private final Promise<Void> logIsUp = Promise.promise();
        private final long sweep;
        private long patientSince = System.nanoTime();

        Session(Link link) {
            this.link = link;
            this.sweep = vertx.setPeriodic(1_000, timer -> failOverdue());
        }

        /**
         * Releases messages for the log when it is up: a broker that has just started confirms messages to a stream that is not up
         * yet, and drops them (3.10.8).
         */
        void seekLog() {
            link.lookForQueue(log.stream()).onSuccess(there -> logFound()).onFailure(why -> {
                if (link.isOpen()) {
                    if (withoutLog.isNew(why)) {
                        LOG.warn(
                                "{}: what goes to {} waits for the stream {}: {}",
                                name,
                                log.exchange(),
                                log.stream(),
                                why.getMessage());
                    }
                    vertx.setTimer(LOOK_AGAIN_MS, timer -> seekLog());
                }
            });
        }

        private void logFound() {
            withoutLog.ended();
            logIsUp.tryComplete();
        }

        /** Looks for a missing exchange until it exists; each publish to it would cost all others the link. */
        void seekExchange(String exchange) {
            link.lookForExchange(exchange)
                    .onSuccess(there -> missing.remove(exchange))
                    .onFailure(why -> {
                        if (link.isOpen()) {
                            vertx.setTimer(LOOK_AGAIN_MS, timer -> seekExchange(exchange));
                        }
                    });
        }

        Future<Void> send(Publication publication) {
            if (missing.contains(publication.exchange())) {
                return Future.failedFuture(
                        new BrokerUnavailable("The broker lacks the exchange " + publication.exchange()));
            }
            boolean waits = publication.exchange().equals(log.exchange())
                    && !logIsUp.future().isComplete();
            return waits ? logIsUp.future().compose(up -> write(publication)) : write(publication);
        }

        private Future<Void> write(Publication publication) {
            if (link.blocked()) {
                return Future.failedFuture(
                        new BrokerUnavailable("The broker is short of memory or disk and takes nothing now"));
            }
            Promise<Void> confirmed = Promise.promise();
            link.write(channel -> publish(channel, publication, confirmed), why -> fail(confirmed, why));
            return confirmed.future();
        }

        /** Runs on the link's writer thread alone, so the map has the tag before the confirm can come. */
        private void publish(Channel channel, Publication publication, Promise<Void> confirmed) throws IOException {
            unconfirmed.add(channel.getNextPublishSeqNo(), confirmed, System.nanoTime());
            channel.basicPublish(
                    publication.exchange(),
                    publication.routingKey(),
                    amqp(publication),
                    publication.body().getBytes());
            if (!link.isOpen()) {
                fail(confirmed, new BrokerUnavailable("The connection was lost while publishing"));
            }
        }

        private void fail(Promise<Void> confirmed, Throwable why) {
            context.runOnContext(v -> confirmed.tryFail(why));
        }

        void confirmed(RabbitMQConfirmation confirmation) {
            unconfirmed.answered(
                    confirmation.getDeliveryTag(),
                    confirmation.isMultiple(),
                    confirmation.isSucceeded(),
                    System.nanoTime());
        }

        /** Fails publications without a confirm; time in which the broker is short of memory or disk does not count. */
        private void failOverdue() {
            long now = System.nanoTime();
            if (link.blocked()) {
                patientSince = now;
            } else if (now - patientSince >= confirmTimeout.toNanos()
                    && unconfirmed.expire(now - confirmTimeout.toNanos())) {
                link.discard(new BrokerUnavailable("No confirm came within " + confirmTimeout.toSeconds() + " s"));
            }
        }

        void failAll(Throwable why) {
            vertx.cancelTimer(sweep);
            if (session == this) {
                session = null;
            }
            remember(why.getCause());
            logIsUp.tryFail(why);
            unconfirmed.failAll(why);
        }
    }

    private void remember(@Nullable Throwable lost) {
        Matcher said = MISSING.matcher(String.valueOf(lost));
        if (lost instanceof ShutdownSignalException && said.find()) {
            missing.add(said.group(1));
        }
    }

    private static AMQP.BasicProperties amqp(Publication publication) {
        Publication.Properties properties = publication.properties();
        Long timestamp = properties.timestamp();
        return new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .contentType(properties.contentType())
                .messageId(properties.messageId())
                .type(properties.type())
                .correlationId(properties.correlationId())
                .timestamp(timestamp == null ? null : Date.from(Instant.ofEpochMilli(timestamp)))
                .headers(publication.headers())
                .build();
    }
}
