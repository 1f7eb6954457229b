package dev.tandem.messaging.broker.amqp;

import com.rabbitmq.client.Channel;
import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Delivery;
import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Connects to RabbitMQ, 3.10 or newer. */
public final class AmqpBroker implements Broker {

    private final Vertx vertx;
    private final Supplier<URI> address;
    private final String service;
    private final Topology topology;
    private final Tuning tuning;

    /**
     * @param uri {@code amqp://user:password@host:port/vhost}; with {@code amqps} the broker has to present a certificate for that
     *     host, issued by an authority in the PEM file named by {@code ?cacertfile=}, or else by one that Java trusts
     * @param service name of the connecting service; the broker shows it beside each connection
     */
    public AmqpBroker(Vertx vertx, String uri, String service, Topology topology) {
        this(vertx, fixed(URI.create(uri)), service, topology, Tuning.DEFAULT);
    }

    /** Connects to an address that may change: each connection reads it anew, on a worker thread. */
    public AmqpBroker(Vertx vertx, Supplier<URI> address, String service, Topology topology, Tuning tuning) {
        this.vertx = vertx;
        this.address = address;
        this.service = service;
        this.topology = topology;
        this.tuning = tuning;
    }

    static Supplier<URI> fixed(URI address) {
        return () -> address;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public Future<Void> verify(Set<String> exchanges, Set<String> queues) {
        return Link.open(vertx, address, service + " verifying")
                .compose(link -> vertx.executeBlocking(() -> missing(link, exchanges, queues))
                        .eventually(link::close))
                .compose(missing -> missing.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture("The broker lacks " + String.join(", ", missing)
                                + ": import infra/rabbitmq-definitions.json into it"));
    }

    private static List<String> missing(Link link, Set<String> exchanges, Set<String> queues) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String exchange : new TreeSet<>(exchanges)) {
            if (!declaredPassively(link, channel -> channel.exchangeDeclarePassive(exchange))) {
                missing.add("the exchange " + exchange);
            }
        }
        for (String queue : new TreeSet<>(queues)) {
            if (!declaredPassively(link, channel -> channel.queueDeclarePassive(queue))) {
                missing.add("the queue " + queue);
            }
        }
        return missing;
    }

    /** Checks on a separate channel, because the broker closes a channel that declares something missing passively. */
    private static boolean declaredPassively(Link link, Look look) throws IOException {
        try (Channel channel = link.extraChannel()) {
            look.at(channel);
            return true;
        } catch (IOException | TimeoutException e) {
            if (link.isOpen()) {
                return false;
            }
            throw new IOException("The connection was lost while looking at the topology", e);
        }
    }

    @Override
    public Future<Publisher> publisher() {
        AmqpPublisher publisher =
                new AmqpPublisher(address, service + " publishing", tuning.confirmTimeout(), topology.log());
        return vertx.deployVerticle(publisher).map(publisher);
    }

    @Override
    public Future<Subscription> subscribe(String queue, int prefetch, Handler<Delivery> handler) {
        String name = service + " consuming " + queue;
        return new AmqpSubscription(
                        vertx, () -> Link.open(vertx, address, name), name, queue, prefetch, tuning.ackDelay(), handler)
                .start();
    }

    @Override
    public Prober prober(Handler<Long> answered) {
        return new AmqpProber(vertx, address, service, topology.answers(), answered);
    }

    @FunctionalInterface
    private interface Look {
        void at(Channel channel) throws IOException, TimeoutException;
    }
}
