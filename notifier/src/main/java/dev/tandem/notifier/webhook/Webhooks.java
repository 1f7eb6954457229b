package dev.tandem.notifier.webhook;

import dev.tandem.kit.Platform;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.notifier.announcement.Channel;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.runtime.Service;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Adds webhooks to the service: the worker that sends, the routes for admins and operators, and what an erasure does to
 * webhooks.
 */
public final class Webhooks {

    private static final Duration KEPT = Duration.ofDays(90);

    private static final Duration SOON = Duration.ofMinutes(1);

    private static final String DELETE_OF_DELETED = """
            DELETE FROM webhook_delivery WHERE (webhook_id, sequence) IN (
                SELECT webhook_id, sequence FROM webhook_delivery
                WHERE webhook_id = ANY (ARRAY (SELECT id FROM deleted_webhook WHERE deleted_at < %s)) LIMIT $2)
            """.formatted(Rule.AGE);

    private static final int CONNECTIONS = 4;

    private static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .ids("webhook", "created_by")
            .sentences("webhook", "last_answer")
            .json("webhook_delivery", "data")
            .sentences("webhook_delivery", "answer");

    private Webhooks() {}

    /**
     * Returns the listener for facts; empty if the operator has configured no webhooks, in which case the routes answer 404.
     *
     * @param site the address under which receivers reach this system, without slashes at its end
     * @param permissions checks permissions at project-service
     * @param channels notify admins that a receiver fails
     */
    public static Optional<FactListener> addTo(
            Service service,
            Platform platform,
            WebhookSettings settings,
            URI site,
            Permissions permissions,
            List<Channel> channels,
            Clock clock) {
        Pool pool = service.pool();
        service.keepsOfPeople(PERSONAL_DATA)
                .retains(List.of(
                        Rule.byId("deliveries to webhooks", KEPT, "webhook_delivery", "event_id"),
                        new Rule("deliveries of deleted webhooks", SOON, DELETE_OF_DELETED),
                        Rule.byTime("deleted webhooks", KEPT, "deleted_webhook", "id", "deleted_at")));
        Destinations destinations = new Destinations(Destinations.Lookup.by(platform.vertx()), settings.permitted());
        if (settings.key().isEmpty()) {
            service.serves(WebhookRoutes::mountAbsent).servesOperators(AdminWebhookRoutes::mountAbsent);
            return Optional.empty();
        }
        WebhookKey key = settings.key().get();
        Promise<WebhookWorker> worker = Promise.promise();
        Runnable due = () -> Optional.ofNullable(worker.future().result()).ifPresent(WebhookWorker::nudge);
        Pool sending = service.pool("-webhooks", CONNECTIONS);
        service.deploysOnMessaging("webhooks", messaging -> {
                    WebhookWorker deployed = new WebhookWorker(
                            sending,
                            messaging.transactor(sending),
                            new WebhookClient(
                                    platform.vertx(),
                                    destinations,
                                    new HttpClientOptions(),
                                    WebhookWorker.MOST_ATTEMPTS),
                            key,
                            new AdminNotice(channels),
                            platform.openTelemetry(),
                            platform.meters());
                    worker.complete(deployed);
                    return deployed;
                })
                .serves(new WebhookRoutes(pool, key, destinations, permissions, clock, due)::mount)
                .servesOperators(new AdminWebhookRoutes(pool, due)::mount);
        return Optional.of(new WebhookEventRecorder(site, due));
    }
}
