package dev.tandem.notifier.mail;

import dev.tandem.kit.Platform;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.retention.Rule;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.notifier.announcement.Channel;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.delivery.Carrier;
import dev.tandem.notifier.delivery.DeliverySettings;
import dev.tandem.notifier.delivery.DeliveryWorker;
import dev.tandem.notifier.delivery.Outside;
import dev.tandem.notifier.digest.Digest;
import dev.tandem.notifier.digest.DigestPlanner;
import dev.tandem.notifier.digest.ErasedDigests;
import dev.tandem.notifier.digest.ProjectNames;
import dev.tandem.runtime.Service;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Adds mail to the service: the workers that send, the planner of digests, the routes by which people stop mail and bounces
 * are reported, and what an erasure does to it.
 */
public final class Mail {

    private static final int CONNECTIONS = 16;

    /** Fewer, because many digests are due at the same moment, and immediate mails must not wait for them. */
    private static final int DIGEST_CONNECTIONS = 8;

    /** Much longer than the attempts take. A stopped subscription is kept for ever. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** Some two days in all: a mail server that is away for a weekend is rare, and older mail is of little use. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(16),
            Duration.ofHours(16));

    private static final String THEIR_ADDRESSES = "(SELECT lower(email) FROM workspace_member WHERE user_id = $1)";

    private static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .deleted("delivery", "receiver = $1")
            .deleted("delivery", "channel = 'invitation' AND address IN " + THEIR_ADDRESSES)
            .deleted("mail_subscription", "user_id = $1")
            .deleted(
                    "mail_subscription",
                    "user_id IN (SELECT '" + Invitation.SUBSCRIBER
                            + "' || lower(email) FROM workspace_member WHERE user_id = $1)")
            .deleted("suppressed_address", "user_id = $1 OR address IN " + THEIR_ADDRESSES);

    /** Those that were not stopped, some time after the last mail. */
    private static final String SUBSCRIPTIONS_OF_INVITED = """
            DELETE FROM mail_subscription WHERE token IN (
                SELECT token FROM mail_subscription WHERE invited_at < %s AND stopped_at IS NULL ORDER BY invited_at LIMIT $2)
            """.formatted(Rule.AGE);

    /** Those that nobody complained about: whoever asks for no more mail is remembered for good. */
    private static final String SUPPRESSIONS_OF_INVITED = """
            DELETE FROM suppressed_address WHERE address IN (
                SELECT address FROM suppressed_address
                WHERE since < %s AND user_id LIKE 'mailto:%%' AND kind <> 'complaint' ORDER BY since LIMIT $2)
            """.formatted(Rule.AGE);

    private Mail() {}

    /** Explains why a notification was mailed or was not. */
    public static Outside outside(Pool pool, MailSettings settings, Clock clock) {
        return new MailFates(pool, settings.server().isPresent(), KEPT, clock);
    }

    /**
     * Returns the reactions of mail to events; empty if no mail server is configured. Call it before the personal data of
     * memberships is declared, because an erasure finds addresses by membership.
     *
     * @param permissions checks permissions at project-service
     */
    public static Optional<Telling> addTo(
            Service service, Platform platform, MailSettings settings, Permissions permissions, Clock clock) {
        Pool pool = service.pool();
        service.keepsOfPeople(ErasedDigests.FIRST)
                .keepsOfPeople(PERSONAL_DATA)
                .servesUnauthenticated(
                        new SubscriptionRoutes(pool)::mount,
                        new BounceRoutes(settings.bounces(), pool, platform.meters())::mount)
                .serves(
                        new SuppressionRoutes(pool, permissions)::mount,
                        new UndeliveredMailRoutes(pool, permissions)::mount)
                .retains(List.of(
                        Rule.byId("deliveries", KEPT, "delivery", "id"),
                        Rule.byId("digests", KEPT, "digest", "id"),
                        new Rule("subscriptions of invited addresses", KEPT, SUBSCRIPTIONS_OF_INVITED),
                        new Rule("refused invited addresses", KEPT, SUPPRESSIONS_OF_INVITED),
                        Rule.byTime("names of deleted projects", KEPT, "project_name", "project_id", "deleted_at")));
        return settings.server().map(server -> {
            Pool own = service.pool("-mail", CONNECTIONS / 4);
            Pool ofDigests = service.pool("-digests", DIGEST_CONNECTIONS / 2);
            MailComposer composer = new MailComposer(settings);
            DeliveryWorker mails = worker(
                    platform,
                    pool,
                    new MailCarrier(own, mailer(platform, own, settings, server, CONNECTIONS), composer, clock),
                    MailChannel.NAME,
                    CONNECTIONS);
            DeliveryWorker digests = worker(
                    platform,
                    pool,
                    new DigestCarrier(
                            ofDigests,
                            mailer(platform, ofDigests, settings, server, DIGEST_CONNECTIONS),
                            composer,
                            clock),
                    Digest.CHANNEL,
                    DIGEST_CONNECTIONS);
            DigestPlanner planner = new DigestPlanner(ofDigests, clock, digests::nudge);
            platform.health()
                    .watch(
                            "mail",
                            () -> mails.available() && digests.available()
                                    ? Status.up()
                                    : Status.degraded("the mail server does not answer; mails wait"));
            platform.health()
                    .watch(
                            "digests",
                            () -> planner.late() ? Status.degraded("digests cannot be made now") : Status.up());
            service.deploys("mail", mails).deploys("digests", digests).deploys("digest planner", planner);
            return new Telling(new MailChannel(clock, mails::nudge), new ProjectNames());
        });
    }

    /** The reactions of mail to events: the channel, and the listener for names of projects. */
    public record Telling(Channel channel, FactListener names) {}

    static Mailer mailer(Platform platform, Pool pool, MailSettings settings, SmtpAddress server, int connections) {
        return new Mailer(platform.vertx(), pool, server, settings, connections);
    }

    static DeliveryWorker worker(Platform platform, Pool pool, Carrier carrier, String channel, int parallel) {
        DeliverySettings sending = new DeliverySettings(
                channel, parallel, Duration.ofMinutes(2), PAUSES, Duration.ofSeconds(5), Duration.ofSeconds(1));
        return new DeliveryWorker(pool, carrier, sending, platform.openTelemetry(), platform.meters());
    }
}
