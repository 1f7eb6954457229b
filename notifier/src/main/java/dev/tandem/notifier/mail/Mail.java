package dev.tandem.notifier.mail;

import dev.tandem.kit.Platform;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.notifier.announcement.Channel;
import dev.tandem.notifier.delivery.DeliverySettings;
import dev.tandem.notifier.delivery.DeliveryWorker;
import dev.tandem.notifier.delivery.Outside;
import dev.tandem.runtime.Service;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Adds mail to the service: the worker that sends, the routes by which people stop it and bounces are reported, and what erasure does to it. */
public final class Mail {

    private static final int CONNECTIONS = 16;

    /** Long after the last attempt; who stopped mail is remembered for ever. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** Some two days in all: a mail server that is away for a weekend is rare, and older mail is of little use. */
    private static final DeliverySettings SENDING = new DeliverySettings(
            MailChannel.NAME,
            CONNECTIONS,
            Duration.ofMinutes(2),
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofHours(8),
                    Duration.ofHours(16),
                    Duration.ofHours(16)),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1));

    private static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .deleted("delivery", "receiver = $1")
            .deleted("mail_subscription", "user_id = $1")
            .deleted(
                    "suppressed_address",
                    "user_id = $1 OR address IN (SELECT lower(email) FROM workspace_member WHERE user_id = $1)");

    private Mail() {}

    /** Describes mail to those who ask why they got none. */
    public static Outside outside(MailSettings settings) {
        return new Outside(MailChannel.NAME, settings.server().isPresent() ? "news" : "no-mail-server", KEPT);
    }

    /**
     * Returns the channel; empty when no mail server is configured. Must come before what forgets members.
     *
     * @param permissions project-service's
     */
    public static Optional<Channel> addTo(
            Service service, Platform platform, MailSettings settings, Permissions permissions, Clock clock) {
        Pool pool = service.pool();
        service.keepsOfPeople(PERSONAL_DATA)
                .servesUnauthenticated(
                        new SubscriptionRoutes(pool)::mount,
                        new BounceRoutes(settings.bounces(), pool, platform.meters())::mount)
                .serves(new SuppressionRoutes(pool, permissions)::mount)
                .retains(List.of(Rule.byId("deliveries", KEPT, "delivery", "id")));
        return settings.server().map(server -> {
            MailCarrier carrier = new MailCarrier(
                    platform.vertx(), service.pool("-mail", CONNECTIONS / 4), server, settings, CONNECTIONS);
            DeliveryWorker worker =
                    new DeliveryWorker(pool, carrier, SENDING, platform.openTelemetry(), platform.meters());
            platform.health()
                    .watch(
                            "mail",
                            () -> worker.available()
                                    ? Status.up()
                                    : Status.degraded("the mail server does not answer; mails wait"));
            service.deploys("mail", worker);
            return new MailChannel(clock, worker::nudge);
        });
    }
}
