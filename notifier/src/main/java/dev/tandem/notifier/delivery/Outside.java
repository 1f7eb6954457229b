package dev.tandem.notifier.delivery;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A channel outside of the inbox, as those see it who ask why they were told by it, or not. */
public interface Outside {

    /** Its name in answers. */
    String channel();

    /** Says what became of a notification by this channel. */
    Future<Fate> of(Entered entered);

    /**
     * A notification of a user, as far as its deliveries depend on it.
     *
     * @param readAt null while it is unread
     */
    record Entered(
            UUID id,
            String user,
            UUID workspaceId,
            UUID eventId,
            Instant createdAt,
            @Nullable Instant readAt) {}
}
