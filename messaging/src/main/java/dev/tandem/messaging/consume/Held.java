package dev.tandem.messaging.consume;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The packets that a consumer has been given and has not settled. Changed on its context, looked at from any thread. */
final class Held {

    private final Set<Packet> packets = ConcurrentHashMap.newKeySet();
    private @Nullable Packet latest;

    void add(Packet packet) {
        packets.add(packet);
        latest = packet;
        packet.settled().onComplete(settled -> packets.remove(packet));
    }

    /** Whether the broker has taken back what came last, and so all that is held: a connection is lost as a whole. */
    boolean anyLost() {
        return latest != null && !latest.current();
    }

    /** Forgets what the broker has taken back. */
    void dropLost() {
        packets.removeIf(packet -> !packet.current());
        latest = null;
    }

    /** Completes when all that is held now is settled; never, when the broker takes it back instead. */
    Future<Void> settled() {
        return Future.join(packets.stream().map(Packet::settled).toList()).mapEmpty();
    }

    /** How many events are held. */
    int count() {
        return packets.stream()
                .filter(Packet::current)
                .mapToInt(Packet::unsettled)
                .sum();
    }

    /** The time of the oldest event in what is held. */
    @Nullable
    Instant oldest() {
        return packets.stream()
                .filter(Packet::current)
                .map(Packet::oldest)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
