package dev.tandem.gateway.accept;

import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.OperationStore;
import dev.tandem.kit.gathering.Pace;
import dev.tandem.kit.http.Problems;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.erasure.Tombstones;
import dev.tandem.messaging.trace.Traced;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Makes requests durable, many in one transaction: key, operation and command commit together or not at all.
 *
 * <p>A request starts a transaction at once if none is under way; requests that arrive meanwhile share the next one. So a
 * lone request does not wait, and the cost per request falls as the rate rises. A second transaction starts alongside a
 * running one only if enough requests wait to fill it or the running one takes long, so that one hanging transaction does
 * not block all requests.
 *
 * <p>A verticle; {@link #accept} may be called from any context.
 */
public final class Acceptor extends VerticleBase {

    private static final int LARGEST_BATCH = 128;
    private static final int TRANSACTIONS = 2;
    private static final int LONGEST_QUEUE = 2_048;

    private final Transactor transactor;
    private final Pool pool;
    private final Tombstones tombstones;
    private final Clock clock;
    private final AcceptSpans spans;
    private final AcceptMetrics metrics;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Pace pace = new Pace(TRANSACTIONS, Pace.LONG);
    private boolean lookingAgain;

    /**
     * @param pool the transactor's
     * @param tombstones of erased people, on whose behalf nothing more is accepted
     */
    public Acceptor(
            Transactor transactor, Pool pool, Tombstones tombstones, Clock clock, Tracer tracer, MeterRegistry meters) {
        this.transactor = transactor;
        this.pool = pool;
        this.tombstones = tombstones;
        this.clock = clock;
        this.spans = new AcceptSpans(tracer);
        this.metrics = new AcceptMetrics(meters);
    }

    /**
     * Accepts the request.
     *
     * @return on the caller's context. Fails with a problem: 422 if the key was used with another body; 503 if too many
     *     requests wait, if an erasure intervened, or if the key is just expiring, all of which accept nothing. After a
     *     failure of the database the outcome is unknown, and the client should retry with the same key.
     */
    public Future<Acceptance> accept(Submission submission) {
        Promise<Acceptance> accepted = ContextInternal.current().promise();
        Submission traced = spans.begin(submission);
        context.runOnContext(v -> enqueue(new Waiting(traced, accepted)));
        return accepted.future()
                .onSuccess(acceptance -> spans.accepted(traced))
                .onFailure(why -> spans.failed(traced, why));
    }

    private void enqueue(Waiting request) {
        if (waiting.size() >= LONGEST_QUEUE) {
            request.accepted.fail(Problems.unavailable("Too many requests are waiting to be accepted; try again.", 1)
                    .asException());
            return;
        }
        waiting.addLast(request);
        next();
    }

    private void next() {
        while (!pace.isExhausted() && !waiting.isEmpty()) {
            long due = pace.dueIn(waiting.size() >= LARGEST_BATCH);
            if (due > 0) {
                lookAgainIn(due);
                break;
            }
            List<Waiting> batch = gather();
            Long begun = pace.begin();
            accept(batch).onComplete(over -> {
                pace.end(begun);
                next();
            });
        }
        metrics.waiting(waiting.size());
    }

    private void lookAgainIn(long nanos) {
        if (!lookingAgain) {
            lookingAgain = true;
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, timer -> {
                lookingAgain = false;
                next();
            });
        }
    }

    /**
     * Removes the waiting requests of the next batch, in order; a request whose key is already in the batch waits for a
     * later one.
     */
    private List<Waiting> gather() {
        List<Waiting> batch = new ArrayList<>();
        Set<Buffer> scopes = new HashSet<>();
        Iterator<Waiting> candidates = waiting.iterator();
        while (candidates.hasNext() && batch.size() < LARGEST_BATCH) {
            Waiting candidate = candidates.next();
            boolean first = candidate
                    .submission
                    .key()
                    .map(key -> scopes.add(key.scope()))
                    .orElse(true);
            if (first) {
                batch.add(candidate);
                candidates.remove();
            }
        }
        return batch;
    }

    /**
     * Answers the requests. The result is that of the transaction and does not wait for the answers to repeated requests.
     */
    private Future<List<Submission>> accept(List<Waiting> batch) {
        List<Submission> submissions =
                batch.stream().map(each -> each.submission).toList();
        Future<List<Submission>> accepted = transact(submissions);
        accepted.compose(fresh -> answer(batch, identities(fresh)))
                .onFailure(e -> batch.forEach(each -> each.accepted.tryFail(e)));
        return accepted;
    }

    private Future<List<Submission>> transact(List<Submission> submissions) {
        Context together = spans.together(submissions);
        long begun = System.nanoTime();
        return Traced.on(
                        context,
                        together,
                        () -> transactor.transact(
                                work -> claim(work, submissions).map(fresh -> write(work, fresh))))
                .recover(e -> Tombstones.outdated(e) ? afterErasure() : Future.failedFuture(e))
                .onComplete(over -> {
                    metrics.transaction(submissions.size(), System.nanoTime() - begun);
                    spans.apart(submissions, together);
                });
    }

    /** An erasure may concern one of the callers. Learns the new tombstones, by which a retry is decided. */
    private <T> Future<T> afterErasure() {
        return tombstones
                .learn(pool)
                .compose(learnt ->
                        Future.failedFuture(Problems.unavailable("The request was not accepted; send it again.", 1)
                                .asException()));
    }

    /** Returns the submissions that are accepted for the first time. */
    private Future<List<Submission>> claim(UnitOfWork work, List<Submission> submissions) {
        List<Submission> keyed =
                submissions.stream().filter(each -> each.key().isPresent()).toList();
        if (keyed.isEmpty()) {
            return Future.succeededFuture(submissions);
        }
        return new IdempotencyKeyStore(work.sql())
                .claim(keyed, clock.instant())
                .map(claimed -> submissions.stream()
                        .filter(each -> each.key()
                                .map(key -> claimed.contains(key.scope()))
                                .orElse(true))
                        .toList());
    }

    /** Sends operations and commands along with the commit: without a key, all of it is one round trip. */
    private List<Submission> write(UnitOfWork work, List<Submission> fresh) {
        if (!fresh.isEmpty()) {
            fresh.forEach(each -> work.send(message(each), each.context()));
            List<Operation> operations =
                    fresh.stream().map(Submission::operation).toList();
            work.beforeCommit(tx -> new OperationStore(tx).insert(operations, tombstones.version()));
        }
        return fresh;
    }

    private static Message message(Submission submission) {
        Operation operation = submission.operation();
        Contract contract = Contracts.of(submission.command());
        Envelope envelope = Envelope.of(contract.type())
                .source("/gateway")
                .subject(operation.target().id())
                .time(operation.createdAt())
                .tenant(operation.workspaceId().toString())
                .actor(operation.userId())
                .correlationId(operation.correlationId())
                .operationId(operation.id().toString())
                .build();
        return new Message(contract.exchange(), contract.routingKey(), envelope, submission.command());
    }

    private static Set<Submission> identities(List<Submission> submissions) {
        Set<Submission> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(submissions);
        return identities;
    }

    private Future<Void> answer(List<Waiting> batch, Set<Submission> fresh) {
        List<Waiting> known = new ArrayList<>();
        for (Waiting each : batch) {
            if (fresh.contains(each.submission)) {
                each.accepted.complete(new Acceptance(each.submission.operation(), false));
            } else {
                known.add(each);
            }
        }
        return known.isEmpty() ? Future.succeededFuture() : replay(known);
    }

    private Future<Void> replay(List<Waiting> known) {
        List<Buffer> scopes = known.stream().map(Waiting::scope).toList();
        return new IdempotencyKeyStore(pool)
                .find(scopes)
                .compose(firsts -> new OperationStore(pool)
                        .findAll(firsts.values().stream()
                                .map(IdempotencyKeyStore.Known::operationId)
                                .toList())
                        .onSuccess(operations -> known.forEach(each -> replay(each, firsts, operations)))
                        .mapEmpty());
    }

    private static void replay(
            Waiting request, Map<Buffer, IdempotencyKeyStore.Known> firsts, Map<UUID, Operation> operations) {
        IdempotencyKeyStore.Known first = firsts.get(request.scope());
        Operation operation = first == null ? null : operations.get(first.operationId());
        if (first == null || operation == null) {
            request.accepted.fail(Problems.unavailable("The key is just expiring; send the request again.", 1)
                    .asException());
        } else if (first.bodyHash()
                .equals(request.submission.key().orElseThrow().bodyHash())) {
            request.accepted.complete(new Acceptance(operation.asAccepted(), true));
        } else {
            request.accepted.fail(KeyReuse.problem().asException());
        }
    }

    private record Waiting(Submission submission, Promise<Acceptance> accepted) {
        Buffer scope() {
            return submission.key().orElseThrow().scope();
        }
    }
}
