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

    /** Returns true if the connection of the latest delivery is lost, and so that of all deliveries. */
    boolean anyLost() {
        return latest != null && !latest.current();
    }

    /** Forgets deliveries whose connection is lost. */
    void dropLost() {
        deliveries.removeIf(delivery -> !delivery.current());
        latest = null;
    }

    /** Completes when all deliveries held now are settled; never, if their connection is lost before. */
    Future<Void> settled() {
        return Future.join(deliveries.stream().map(ReceivedDelivery::settled).toList())
                .mapEmpty();
    }

    /** The number of events held. */
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
