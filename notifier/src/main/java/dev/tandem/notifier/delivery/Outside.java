package dev.tandem.notifier.delivery;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Explains why a channel outside of the inbox delivered a notification or did not. */
public interface Outside {

    /** The channel's name in answers. */
    String channel();

    /** Returns the state of a notification in this channel. */
    Future<Fate> of(Entered entered);

    /**
     * The part of a user's notification on which its deliveries depend.
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
