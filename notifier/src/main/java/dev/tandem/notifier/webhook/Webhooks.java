package dev.tandem.notifier.webhook;

import dev.tandem.kit.Platform;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.runtime.Service;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Adds webhooks to the service: the worker that sends, the routes of their admins, and what erasure does to them. */
public final class Webhooks {

    private static final Duration KEPT = Duration.ofDays(90);

    private static final PersonalData PERSONAL_DATA =
            PersonalData.NONE.ids("webhook", "created_by").json("webhook_delivery", "data");

    private Webhooks() {}

    /**
     * Returns what hears the facts; empty when the operator wants no webhooks.
     *
     * @param site the address under which receivers reach this system
     * @param permissions project-service's
     */
    public static Optional<FactListener> addTo(
            Service service,
            Platform platform,
            WebhookSettings settings,
            URI site,
            Permissions permissions,
            Clock clock) {
        Pool pool = service.pool();
        service.keepsOfPeople(PERSONAL_DATA)
                .retains(List.of(Rule.byId("deliveries to webhooks", KEPT, "webhook_delivery", "event_id")));
        Destinations destinations = new Destinations(Destinations.Lookup.by(platform.vertx()), settings.permitted());
        if (settings.key().isEmpty()) {
            service.serves(WebhookRoutes::mountAbsent);
            return Optional.empty();
        }
        WebhookKey key = settings.key().get();
        WebhookWorker worker = new WebhookWorker(
                pool,
                new WebhookClient(platform.vertx(), destinations, new HttpClientOptions(), WebhookWorker.PER_WEBHOOK),
                key,
                clock,
                platform.openTelemetry(),
                platform.meters());
        service.deploys("webhooks", worker)
                .serves(new WebhookRoutes(pool, key, destinations, permissions, clock, worker::nudge)::mount);
        return Optional.of(new HappeningRecorder(site, worker::nudge));
    }
}
