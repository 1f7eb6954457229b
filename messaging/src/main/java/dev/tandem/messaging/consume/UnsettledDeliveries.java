package dev.tandem.messaging.consume;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the deliveries that a consumer has received and not settled. Changed on its context, read from any thread. */
final class UnsettledDeliveries {

    private final Set<ReceivedDelivery> deliveries = ConcurrentHashMap.newKeySet();
    private @Nullable ReceivedDelivery latest;

    void add(ReceivedDelivery delivery) {
        deliveries.add(delivery);
        latest = delivery;
        delivery.settled().onComplete(settled -> deliveries.remove(delivery));
    }

    /** Whether the broker has taken back the latest delivery, and so all of them: a connection is lost as a whole. */
    boolean anyLost() {
        return latest != null && !latest.current();
    }

    /** Forgets deliveries that the broker has taken back. */
    void dropLost() {
        deliveries.removeIf(delivery -> !delivery.current());
        latest = null;
    }

    /** Completes when all deliveries held now are settled; never, if the broker takes them back instead. */
    Future<Void> settled() {
        return Future.join(deliveries.stream().map(ReceivedDelivery::settled).toList())
                .mapEmpty();
    }

    /** How many events are held. */
    int count() {
        return deliveries.stream()
                .filter(ReceivedDelivery::current)
                .mapToInt(ReceivedDelivery::unsettled)
                .sum();
    }

    /** The time of the oldest event in these deliveries. */
    @Nullable
    Instant oldest() {
        return deliveries.stream()
                .filter(ReceivedDelivery::current)
                .map(ReceivedDelivery::oldest)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
