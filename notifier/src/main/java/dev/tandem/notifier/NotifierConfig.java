package dev.tandem.notifier;

import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.retention.Rule;
import dev.tandem.notifier.mail.Inviting;
import dev.tandem.notifier.mail.MailSettings;
import dev.tandem.notifier.webhook.WebhookSettings;
import dev.tandem.runtime.ServiceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Holds the configuration of this service, read from the environment. */
public record NotifierConfig(
        ServiceSettings settings,
        URI projectService,
        Duration notificationsKept,
        MailSettings mail,
        Optional<InvitationKey> invitationKey,
        WebhookSettings webhooks) {

    private static final int NOTIFICATION_DAYS = 365;

    public static NotifierConfig from(Environment environment) {
        return new NotifierConfig(
                ServiceSettings.from(environment),
                environment.uri("PROJECT_SERVICE_URI", "project-service, which is asked who is still a member"),
                Rule.days(environment, "NOTIFICATIONS_KEPT_DAYS", "notifications", NOTIFICATION_DAYS),
                MailSettings.from(environment),
                environment.secretValue(
                        "INVITATION_KEY",
                        "the key by which tokens of invitations are made, that of project-service; without one, their mails wait",
                        InvitationKey.EXPECTED,
                        InvitationKey::parse),
                WebhookSettings.from(environment));
    }

    /** What mailing invitations needs; empty while their mails wait. */
    Optional<Inviting> inviting() {
        return invitationKey.map(key -> new Inviting(key, projectService));
    }
}
