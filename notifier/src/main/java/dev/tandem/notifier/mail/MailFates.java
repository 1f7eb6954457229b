package dev.tandem.notifier.mail;

import dev.tandem.kit.table.Times;
import dev.tandem.notifier.delivery.DeliveryStore;
import dev.tandem.notifier.delivery.Fate;
import dev.tandem.notifier.delivery.Outside;
import dev.tandem.notifier.digest.Digest;
import dev.tandem.notifier.digest.DigestStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a notification was mailed: by itself, with a digest, or why not.
 *
 * @param configured whether there is a mail server
 * @param kept how long what became of a mail is known
 */
record MailFates(Pool pool, boolean configured, Duration kept, Clock clock) implements Outside {

    private static final String DIGEST = "digest";

    @Override
    public String channel() {
        return MailChannel.NAME;
    }

    @Override
    public Future<Fate> of(Entered entered) {
        return delivered(entered, entered.eventId(), channel())
                .compose(alone -> alone.isPresent()
                        ? Future.succeededFuture(alone.get())
                        : new DigestStore(pool)
                                .covering(entered.user(), entered.workspaceId(), entered.id())
                                .compose(digest -> digest.isPresent() ? in(digest.get(), entered) : without(entered)));
    }

    private Future<Optional<Fate>> delivered(Entered entered, UUID event, String channel) {
        return new DeliveryStore(pool)
                .of(entered.user(), event)
                .map(fates -> fates.stream()
                        .filter(fate -> fate.channel().equals(channel))
                        .findFirst());
    }

    private Future<Fate> in(UUID digest, Entered entered) {
        return delivered(entered, digest, Digest.CHANNEL)
                .compose(fate -> unlessUnwanted(
                        entered, fate.map(found -> found.because(DIGEST)).orElseGet(() -> none("not-kept"))));
    }

    /** A digest lists nothing of what the person wants no mail of. */
    private Future<Fate> unlessUnwanted(Entered entered, Fate otherwise) {
        return new MailStore(pool)
                .find(entered.user(), entered.eventId())
                .map(found -> found.filter(Addressed::unwanted)
                        .map(each -> Fate.none(
                                channel(), "preferences", each.objection().orElse(null)))
                        .orElse(otherwise));
    }

    private Future<Fate> without(Entered entered) {
        if (entered.createdAt().isBefore(clock.instant().minus(kept))) {
            return Future.succeededFuture(none("not-kept"));
        }
        if (!configured) {
            return Future.succeededFuture(none("no-mail-server"));
        }
        return new DigestStore(pool)
                .coming(entered.user())
                .compose(coming -> unlessUnwanted(
                        entered,
                        coming.filter(next -> next.since().isAfter(Times.ofId(entered.id())))
                                .map(next -> none("not-in-digest"))
                                .orElseGet(() -> waiting(
                                        coming.map(DigestStore.Coming::at).orElse(null)))));
    }

    private Fate waiting(@Nullable Instant at) {
        return new Fate(channel(), "waiting", DIGEST, 0, at, null, null);
    }

    private Fate none(String reason) {
        return Fate.none(channel(), reason, null);
    }
}
