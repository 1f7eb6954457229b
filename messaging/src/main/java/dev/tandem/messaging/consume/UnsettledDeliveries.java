package dev.tandem.messaging.consume;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The deliveries that a consumer has been given and has not settled. Changed on its context, looked at from any thread. */
final class UnsettledDeliveries {

    private final Set<ReceivedDelivery> deliveries = ConcurrentHashMap.newKeySet();
    private @Nullable ReceivedDelivery latest;

    void add(ReceivedDelivery delivery) {
        deliveries.add(delivery);
        latest = delivery;
        delivery.settled().onComplete(settled -> deliveries.remove(delivery));
    }

    /** Whether the broker has taken back what came last, and so all that is held: a connection is lost as a whole. */
    boolean anyLost() {
        return latest != null && !latest.current();
    }

    /** Forgets what the broker has taken back. */
    void dropLost() {
        deliveries.removeIf(delivery -> !delivery.current());
        latest = null;
    }

    /** Completes when all that is held now is settled; never, when the broker takes it back instead. */
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

    /** The time of the oldest event in what is held. */
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
