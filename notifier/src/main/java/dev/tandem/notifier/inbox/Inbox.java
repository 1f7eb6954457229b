package dev.tandem.notifier.inbox;

import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.notifier.delivery.Outside;
import dev.tandem.runtime.Service;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Adds the inbox to the service: its routes, its retention, and what an erasure does to it. */
public final class Inbox {

    private Inbox() {}

    /**
     * @param permissions checks permissions at project-service
     * @param kept how long notifications are kept
     * @param outside the other channels that may deliver a notification
     */
    public static void addTo(
            Service service, Hints hints, Permissions permissions, Clock clock, Duration kept, List<Outside> outside) {
        Pool pool = service.pool();
        CurrentMemberships memberships = new CurrentMemberships(permissions);
        service.keepsOfPeople(ErasedPeople.PERSONAL_DATA)
                .servesUnauthenticated(new NewsRoutes(pool, service.verifier(), memberships, clock)::mount)
                .servesHints(hints)
                .serves(
                        new InboxRoutes(pool, memberships, clock)::mount,
                        new DeliveryRoutes(pool, memberships, outside)::mount,
                        new NotificationRoutes(pool)::mount)
                .retains(List.of(Rule.byId("notifications", kept, "notification", "id"), CommentTexts.RETENTION));
    }
}
