package dev.tandem.notifier.mail;

import dev.tandem.kit.table.Times;
import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.delivery.Carrier;
import dev.tandem.notifier.delivery.Delivery;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Optional;

/** Mails one notification per delivery, if it is still wanted. */
final class MailCarrier implements Carrier {

    private final MailStore store;
    private final Mailer mailer;
    private final MailComposer composer;
    private final Clock clock;

    MailCarrier(Pool pool, Mailer mailer, MailComposer composer, Clock clock) {
        this.store = new MailStore(pool);
        this.mailer = mailer;
        this.composer = composer;
        this.clock = clock;
    }

    @Override
    public Future<Attempt> carry(Delivery delivery) {
        return store.find(delivery.receiver(), delivery.cause().eventId()).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new Attempt.Unwanted("the notification is no longer kept"));
            }
            Addressed addressed = found.get();
            Optional<Attempt> obstacle = addressed.obstacle(clock.instant(), Times.ofId(delivery.id()));
            return obstacle.isPresent()
                    ? Future.succeededFuture(obstacle.get())
                    : mailer.send(
                            delivery,
                            addressed.recipient(),
                            token -> composer.notification(delivery, addressed, token));
        });
    }

    @Override
    public Future<Void> close() {
        return mailer.close();
    }
}
