package dev.tandem.notifier.webhook;

import dev.tandem.messaging.Transactor;
import dev.tandem.notifier.delivery.AttemptSpans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends due deliveries to webhooks. Any number of instances may share one table.
 *
 * <ol>
 *   <li>I1: A delivery is attempted until its receiver has accepted it or its attempts are used up. An attempt whose outcome
 *       was lost is repeated under the same id.
 *   <li>I2: One instance at a time holds a webhook, and attempts at most {@link #PER_WEBHOOK} of its deliveries at once. So
 *       a slow receiver occupies one of the {@link #MOST_HELD} places, and delays no other while places are free.
 *   <li>I3: While a webhook fails, one delivery at a time is attempted, after growing pauses, new ones before those that
 *       were refused; the others wait and lose no attempt.
 *   <li>I4: A stopping worker claims no more and waits for running attempts. An attempt that the shutdown does not wait for
 *       is repeated when the claim has run out.
 * </ol>
 */
final class WebhookWorker extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookWorker.class);

    /** Webhooks held at the same time, per instance; each is a matter of a few sockets. */
    private static final int MOST_HELD = 128;

    static final int PER_WEBHOOK = 4;
    static final int MOST_ATTEMPTS = MOST_HELD * PER_WEBHOOK;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration MEASURE = Duration.ofSeconds(10);

    /** Longer than a round: the deadline of an attempt, and the statements around it. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Pool pool;
    private final Transactor transactor;
    private final WebhookClient client;
    private final WebhookKey key;
    private final AdminNotice notice;
    private final AttemptSpans spans;
    private final MeterRegistry meters;
    private final Promise<Void> idle = Promise.promise();
    private volatile @Nullable Context own;
    private volatile WebhookDeliveryStore.State state = new WebhookDeliveryStore.State(0, 0);
    private int held;
    private boolean claiming;
    private boolean nudged;
    private boolean stopping;

    WebhookWorker(
            Pool pool,
            Transactor transactor,
            WebhookClient client,
            WebhookKey key,
            AdminNotice notice,
            OpenTelemetry telemetry,
            MeterRegistry meters) {
        this.pool = pool;
        this.transactor = transactor;
        this.client = client;
        this.key = key;
        this.notice = notice;
        this.spans = new AttemptSpans(telemetry, "webhook");
        this.meters = meters;
        Gauge.builder("tandem.webhooks.lag", () -> state.lagSeconds())
                .baseUnit("seconds")
                .description(
                        "How long the webhook that waits longest has been due, on all instances; failing ones not counted")
                .register(meters);
        Gauge.builder("tandem.webhooks.failing", () -> state.failing())
                .description("Webhooks whose receivers take nothing")
                .register(meters);
    }

    @Override
    public Future<?> start() {
        own = context;
        vertx.setPeriodic(0, POLL.toMillis(), timer -> claim());
        vertx.setPeriodic(0, MEASURE.toMillis(), timer -> measure());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        endIfIdle();
        return idle.future().eventually(client::close);
    }

    /** Looks for due deliveries now. Callable from any thread. */
    void nudge() {
        Context worker = own;
        if (worker != null) {
            worker.runOnContext(v -> claim());
        }
    }

    private void measure() {
        new WebhookDeliveryStore(pool)
                .state()
                .onSuccess(now -> state = now)
                .onFailure(e -> LOG.debug("Webhooks cannot be counted: {}", e.getMessage()));
    }

    private void claim() {
        nudged = claiming;
        if (claiming || stopping || held == MOST_HELD) {
            return;
        }
        claiming = true;
        new WebhookDeliveryStore(pool).claim(MOST_HELD - held, LEASE).onComplete(claimed -> {
            claiming = false;
            if (claimed.failed()) {
                LOG.debug("Webhooks cannot be claimed: {}", claimed.cause().getMessage());
            } else {
                claimed.result().forEach(this::hold);
                if (nudged) {
                    claim();
                }
            }
            endIfIdle();
        });
    }

    /** Runs one round: attempts due deliveries, then releases the webhook. */
    private void hold(Webhook webhook) {
        held++;
        new WebhookDeliveryStore(pool)
                .due(webhook.id(), webhook.condition().isFailing() ? 1 : PER_WEBHOOK)
                .compose(due -> signed(webhook, due))
                .compose(round -> Future.all(round.stream()
                                .map(each -> attempt(webhook, each))
                                .toList())
                        .compose(replies -> settle(webhook, round, replies.list())))
                .onFailure(e -> LOG.debug("The round of webhook {} is repeated: {}", webhook.id(), e.getMessage()))
                .onComplete(settled -> {
                    held--;
                    claim();
                    endIfIdle();
                });
    }

    /** A delivery with what its attempt posts. */
    private record Signed(WebhookDelivery delivery, MultiMap headers, String body) {}

    /** Signs outside of the event loop, which a signature by Ed25519 would hold up for most of a millisecond. */
    private Future<List<Signed>> signed(Webhook webhook, List<WebhookDelivery> due) {
        return vertx.executeBlocking(
                () -> due.stream().map(each -> sign(webhook, each)).toList(), false);
    }

    private Signed sign(Webhook webhook, WebhookDelivery delivery) {
        Instant now = Instant.now();
        UUID id = delivery.cause().eventId();
        String body = delivery.body();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("content-type", "application/json")
                .add("user-agent", "Tandem")
                .add("webhook-id", id.toString())
                .add("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .add("webhook-signature", webhook.sign(key, id, now, body));
        return new Signed(delivery, headers, body);
    }

    private Future<Reply> attempt(Webhook webhook, Signed signed) {
        Span span = spans.begin(signed.delivery.asDelivery(webhook));
        return client.post(webhook.url(), signed.headers, signed.body).onSuccess(reply -> {
            String outcome = reply.isTaken() ? "sent" : reply.status() == null ? "no-answer" : "refused";
            AttemptSpans.end(span, outcome, reply.isTaken());
            meters.counter("tandem.deliveries", "channel", "webhook", "outcome", outcome)
                    .increment();
        });
    }

    /** Applies the replies to the webhook as it is now, because an admin may have changed it during the attempts. */
    private Future<Void> settle(Webhook claimed, List<Signed> round, List<Reply> replies) {
        return transactor.transact(work -> {
            WebhookDeliveryStore store = new WebhookDeliveryStore(work.sql());
            return store.lock(claimed.id()).compose(found -> {
                if (found.isEmpty()) {
                    return Future.succeededFuture();
                }
                Webhook webhook = found.get();
                Condition condition = condition(claimed, webhook, round, replies);
                List<WebhookDeliveryStore.Attempted> attempted = IntStream.range(0, round.size())
                        .mapToObj(i -> attempted(round.get(i).delivery, replies.get(i)))
                        .toList();
                List<Future<Void>> written = new ArrayList<>();
                if (!attempted.isEmpty()) {
                    written.add(store.settle(claimed.id(), attempted));
                }
                written.add(store.release(claimed, condition, rest(condition, replies)));
                written.add(notice.of(work, webhook, condition));
                return Future.join(written).mapEmpty();
            });
        });
    }

    /** Ignores the replies of an earlier address, which say nothing about the present one. */
    private static Condition condition(Webhook claimed, Webhook now, List<Signed> round, List<Reply> replies) {
        if (!now.url().equals(claimed.url())) {
            return now.condition();
        }
        List<Reply> first = new ArrayList<>();
        List<Reply> repeated = new ArrayList<>();
        for (int i = 0; i < round.size(); i++) {
            (round.get(i).delivery.attempts() == 0 ? first : repeated).add(replies.get(i));
        }
        return now.condition().after(first, repeated, Instant.now());
    }

    private static WebhookDeliveryStore.Attempted attempted(WebhookDelivery delivery, Reply reply) {
        int attempts = delivery.attempts() + 1;
        if (reply.isTaken()) {
            return new WebhookDeliveryStore.Attempted(delivery.sequence(), "sent", attempts, Duration.ZERO, reply);
        }
        if (attempts > Condition.PAUSES.size()) {
            return new WebhookDeliveryStore.Attempted(delivery.sequence(), "given-up", attempts, Duration.ZERO, reply);
        }
        return new WebhookDeliveryStore.Attempted(
                delivery.sequence(),
                WebhookDelivery.WAITING,
                attempts,
                lengthened(longer(Condition.pause(attempts), reply.retryAfter())),
                reply);
    }

    private static @Nullable Duration rest(Condition condition, List<Reply> replies) {
        Duration rest = condition.rest();
        if (rest == null || replies.isEmpty()) {
            return rest == null ? null : Duration.ZERO;
        }
        for (Reply reply : replies) {
            rest = longer(rest, reply.isTaken() ? null : reply.retryAfter());
        }
        return lengthened(rest);
    }

    private static Duration longer(Duration pause, @Nullable Duration wish) {
        return wish == null || wish.compareTo(pause) < 0 ? pause : wish;
    }

    /** Lengthens the pause by up to a tenth, so that deliveries that failed together are not repeated together. */
    private static Duration lengthened(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 10 + 1));
    }

    private void endIfIdle() {
        if (stopping && held == 0 && !claiming) {
            idle.tryComplete();
        }
    }
}
