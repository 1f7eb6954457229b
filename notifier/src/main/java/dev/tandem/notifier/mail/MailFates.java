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
 * Finds whether a notification is mailed by itself, in a digest, or not at all, and why.
 *
 * @param configured true if there is a mail server
 * @param kept how long deliveries and digests are kept
 */
record MailFates(Pool pool, boolean configured, Duration kept, Clock clock) implements Outside {

    private static final String DIGEST = "digest";

    @Override
    public String channel() {
        return MailChannel.NAME;
    }

    @Override
    public Future<Fate> of(Entered entered) {
        return delivered(entered, entered.eventId(), channel()).compose(alone -> {
            if (alone.isPresent() && !alone.get().state().equals("unwanted")) {
                return Future.succeededFuture(alone.get());
            }
            return new DigestStore(pool)
                    .covering(entered.user(), entered.workspaceId(), entered.id())
                    .compose(digest -> digest.isPresent() ? in(digest.get(), entered) : without(entered))
                    .map(fate -> fate.state().equals("none") ? alone.orElse(fate) : fate);
        });
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
                .compose(found -> unlessUnwanted(
                        entered,
                        found.filter(fate -> lists(fate, entered.readAt()))
                                .map(fate -> fate.because(DIGEST))
                                .orElseGet(() -> none(found.isEmpty() ? "not-kept" : "not-in-digest"))));
    }

    /** Returns true if the digest lists the notification: a digest lists what is unread when it is sent. */
    private static boolean lists(Fate digest, @Nullable Instant readAt) {
        return readAt == null
                || digest.updatedAt() != null
                        && readAt.isAfter(digest.updatedAt())
                        && !digest.state().equals("waiting");
    }

    /** The preferences decide first: a digest lists nothing about which the person wants no mail. */
    private Future<Fate> unlessUnwanted(Entered entered, Fate otherwise) {
        return new MailStore(pool)
                .find(entered.user(), entered.eventId())
                .map(found -> found.flatMap(Addressed::refusal)
                        .map(words -> Fate.none(channel(), "preferences", words))
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
                .compose(coming -> unlessObjected(
                        entered,
                        coming.filter(next ->
                                        entered.readAt() != null || next.since().isAfter(Times.ofId(entered.id())))
                                .map(next -> none("not-in-digest"))
                                .orElseGet(() -> waiting(
                                        coming.map(DigestStore.Coming::at).orElse(null)))));
    }

    private Future<Fate> unlessObjected(Entered entered, Fate otherwise) {
        return new MailStore(pool)
                .recipient(entered.user(), entered.workspaceId())
                .compose(recipient -> recipient
                        .objection()
                        .map(words -> Future.succeededFuture(Fate.none(channel(), "unwanted", words)))
                        .orElseGet(() -> unlessUnwanted(entered, otherwise)));
    }

    private Fate waiting(@Nullable Instant at) {
        return new Fate(channel(), "waiting", DIGEST, 0, at, null, null);
    }

    private Fate none(String reason) {
        return Fate.none(channel(), reason, null);
    }
}
