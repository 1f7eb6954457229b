package dev.tandem.notifier.mail;

import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.client.ServiceClient;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/** Makes what carries mails as the service does. */
final class Carriers {

    private Carriers() {}

    static MailCarrier mail(Vertx vertx, Pool pool, MailSettings settings, int connections) {
        return mail(vertx, pool, settings, connections, Clock.systemUTC());
    }

    static MailCarrier mail(Vertx vertx, Pool pool, MailSettings settings, int connections, Clock clock) {
        return new MailCarrier(pool, mailer(vertx, pool, settings, connections), new MailComposer(settings), clock);
    }

    static DigestCarrier digest(Vertx vertx, Pool pool, MailSettings settings, Clock clock) {
        return new DigestCarrier(pool, mailer(vertx, pool, settings, 4), new MailComposer(settings), clock);
    }

    static InvitationCarrier invitation(
            Vertx vertx, Pool pool, MailSettings settings, ServiceClient projects, InvitationKey key) {
        return new InvitationCarrier(projects, key, pool, mailer(vertx, pool, settings, 4), new MailComposer(settings));
    }

    private static Mailer mailer(Vertx vertx, Pool pool, MailSettings settings, int connections) {
        return new Mailer(vertx, pool, settings.server().orElseThrow(), settings, connections);
    }
}
