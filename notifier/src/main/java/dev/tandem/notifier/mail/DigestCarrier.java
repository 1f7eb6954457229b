package dev.tandem.notifier.mail;

import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.delivery.Carrier;
import dev.tandem.notifier.delivery.Delivery;
import dev.tandem.notifier.digest.Digest;
import dev.tandem.notifier.digest.DigestStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Optional;

/** Mails one digest per delivery, with its contents at the moment of sending. */
final class DigestCarrier implements Carrier {

    private final DigestStore digests;
    private final MailStore store;
    private final Mailer mailer;
    private final MailComposer composer;
    private final Clock clock;

    DigestCarrier(Pool pool, Mailer mailer, MailComposer composer, Clock clock) {
        this.digests = new DigestStore(pool);
        this.store = new MailStore(pool);
        this.mailer = mailer;
        this.composer = composer;
        this.clock = clock;
    }

    @Override
    public Future<Attempt> carry(Delivery delivery) {
        return digests.find(delivery.id())
                .compose(found -> found.isEmpty()
                        ? unwanted("the digest is no longer kept")
                        : store.recipient(delivery.receiver(), delivery.workspaceId())
                                .compose(recipient -> carry(delivery, found.get(), recipient)));
    }

    private Future<Attempt> carry(Delivery delivery, Digest digest, Recipient recipient) {
        Optional<Attempt> obstacle = recipient.obstacle(clock.instant());
        return obstacle.isPresent()
                ? Future.succeededFuture(obstacle.get())
                : digests.contents(digest)
                        .compose(contents -> contents.isEmpty()
                                ? unwanted("all of it was read before it was sent, or is not wanted any more")
                                : mailer.send(
                                        delivery,
                                        recipient,
                                        token -> composer.digest(delivery, recipient, contents, token)));
    }

    private static Future<Attempt> unwanted(String why) {
        return Future.succeededFuture(new Attempt.Unwanted(why));
    }

    @Override
    public Future<Void> close() {
        return mailer.close();
    }
}
