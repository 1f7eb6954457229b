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

    void add(Packet packet) {
        packets.removeIf(other -> !other.current());
        packets.add(packet);
        packet.settled().onComplete(settled -> packets.remove(packet));
    }

    /** Completes when all that is held now is settled; never, when the broker takes it back instead. */
    Future<Void> settled() {
        return Future.join(packets.stream().map(Packet::settled).toList()).mapEmpty();
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
