package dev.tandem.gateway.accept;

import dev.tandem.gateway.admission.Admission;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.WaitingRequests;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.Preference;
import dev.tandem.kit.permission.Permit;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Accepts a permitted request: charges the workspace's quota, makes the request durable, and, if the client prefers it,
 * waits for the operation to end.
 */
public record AcceptHandler(
        Admission admission,
        Quota quota,
        Outstanding outstanding,
        SubmissionReader reader,
        Acceptor acceptor,
        WaitingRequests waiting,
        FirstAnswers firstAnswers,
        AcceptedReply reply) {

    private static final Duration FOR_THE_LAST_LOOK = Duration.ofSeconds(2);

    /**
     * Accepts what the permission allows, and answers the request. After a database failure the outcome is unknown, and the
     * client should retry with the same key. A request that is refused now, but was accepted under the same idempotency key
     * before, gets its first answer.
     *
     * @param intent makes the command and its target from the permit, which names the workspace and the project
     */
    public void take(RoutingContext ctx, Future<Permit> permit, JsonObject body, Function<Permit, Intent> intent) {
        permit.compose(
                        given -> accept(ctx, given.workspaceId().toString(), body, intent.apply(given)),
                        refusal -> answerAgain(ctx, body, refusal))
                .onComplete(Answers.to(ctx, acceptance -> reply.send(ctx, acceptance)));
    }

    /** Accepts what needs no permission: a new workspace, charged to its user's quota. */
    public void take(RoutingContext ctx, JsonObject body, Intent intent) {
        accept(ctx, Quota.user(Caller.of(ctx)), body, intent)
                .onComplete(Answers.to(ctx, acceptance -> reply.send(ctx, acceptance)));
    }

    private Future<Acceptance> accept(RoutingContext ctx, String whose, JsonObject body, Intent intent) {
        quota.take(ctx, whose);
        outstanding.check(whose);
        Submission submission = reader.submission(ctx, body, intent);
        UUID operation = submission.operation().id();
        outstanding.begun(operation, whose);
        Optional<Duration> wait = Preference.of(ctx);
        return acceptor.accept(submission)
                .onSuccess(acceptance -> {
                    admission.durable(ctx);
                    if (acceptance.replayed()) {
                        outstanding.settled(operation);
                    }
                })
                .onFailure(refused -> outstanding.settled(operation))
                .compose(acceptance -> asPreferred(ctx, acceptance, wait));
    }

    private Future<Acceptance> answerAgain(RoutingContext ctx, JsonObject body, Throwable refusal) {
        return firstAnswers.instead(ctx, body, refusal).compose(first -> {
            quota.take(ctx, first.operation().workspaceId().toString());
            admission.release(ctx);
            return asPreferred(ctx, first, Preference.of(ctx));
        });
    }

    private Future<Acceptance> asPreferred(RoutingContext ctx, Acceptance acceptance, Optional<Duration> wait) {
        return wait.isPresent() ? ended(ctx, acceptance, wait.get()) : Future.succeededFuture(acceptance);
    }

    private Future<Acceptance> ended(RoutingContext ctx, Acceptance acceptance, Duration wait) {
        Operation accepted = acceptance.operation();
        return waiting.until(
                        accepted.id(),
                        accepted.workspaceId(),
                        wait,
                        now -> now.status().done())
                .timeout(wait.plus(FOR_THE_LAST_LOOK).toMillis(), TimeUnit.MILLISECONDS)
                // The request is durable, so if waiting fails for any reason, the answer is that it is accepted.
                .otherwise(unknown -> Optional.empty())
                .map(found -> {
                    found.ifPresent(held -> Preference.applied(ctx, wait));
                    return found.map(acceptance::standing).orElse(acceptance);
                });
    }
}
