package dev.tandem.notifier.webhook;

import dev.tandem.kit.config.Environment;
import java.util.Optional;

/**
 * The settings of webhooks.
 *
 * @param key empty if the operator wants no webhooks
 * @param permitted networks that are reached although they are not public; there, plain HTTP and any port are allowed
 */
public record WebhookSettings(Optional<WebhookKey> key, Networks permitted) {

    public static WebhookSettings from(Environment environment) {
        return new WebhookSettings(
                environment.secretValue(
                        "WEBHOOK_KEY",
                        "the key from which the secrets of webhooks are derived; without one, there are no webhooks",
                        WebhookKey.EXPECTED,
                        WebhookKey::parse),
                environment.value(
                        "WEBHOOK_NETWORKS",
                        "networks that webhooks may reach although they are not public",
                        "a list of networks such as 10.1.0.0/16,fd00::/8",
                        Networks.NONE,
                        Networks::parse));
    }
}
