package dev.tandem.notifier.webhook;

import dev.tandem.contracts.CommentFact;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.OperationEnd;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.SectionFact;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskPurged;
import dev.tandem.kit.request.Ids;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.announcement.ReceivedEnd;
import dev.tandem.notifier.announcement.ReceivedFact;
import dev.tandem.notifier.webhook.WebhookDeliveryStore.WebhookEvent;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Inserts a delivery for each webhook that wants a fact or the end of an operation. Without webhooks, that is two statements
 * that find none.
 *
 * @param entered called after each commit that inserted deliveries
 */
record WebhookEventRecorder(URI site, Runnable entered) implements FactListener {

    @Override
    public void hear(UnitOfWork work, List<ReceivedFact> facts, List<ReceivedEnd> ends) {
        Map<UUID, WebhookEvent> ended = new LinkedHashMap<>();
        Stream.concat(
                        facts.stream().flatMap(this::endShownBy),
                        ends.stream().map(each -> ended(each.envelope(), each.end())))
                .forEach(end -> ended.putIfAbsent(end.eventId(), end));
        List<WebhookEvent> events = Stream.concat(facts.stream().map(this::event), ended.values().stream())
                .toList();
        AtomicInteger number = new AtomicInteger();
        work.beforeCommit(tx -> new WebhookDeliveryStore(tx).append(events).onSuccess(number::set));
        work.afterCommit(() -> {
            if (number.get() > 0) {
                entered.run();
            }
        });
    }

    /**
     * Returns the success of the operation that caused the fact: both commit together. A fact that only follows from an
     * operation, such as the set-up of a project, has no actor and shows no success.
     */
    private Stream<WebhookEvent> endShownBy(ReceivedFact fact) {
        return Stream.ofNullable(Ids.orNull(fact.envelope().operationId()))
                .filter(operation -> fact.envelope().actor() != null)
                .map(operation -> ended(fact.envelope(), operation, "succeeded", null));
    }

    private WebhookEvent ended(Envelope envelope, OperationEnd end) {
        return end instanceof OperationFailed failed
                ? ended(
                        envelope,
                        end.operationId(),
                        "failed",
                        new JsonObject()
                                .put("type", failed.type())
                                .put("title", failed.title())
                                .put("status", failed.status())
                                .put("detail", failed.detail()))
                : ended(envelope, end.operationId(), "succeeded", null);
    }

    private WebhookEvent ended(Envelope envelope, UUID operation, String state, @Nullable JsonObject problem) {
        JsonObject data = new JsonObject()
                .put("workspaceId", envelope.tenant())
                .put("actorId", envelope.actor())
                .put("operationId", operation.toString())
                .put("state", state)
                .put("problem", problem)
                .put("url", site + "/v1/operations/" + operation);
        return new WebhookEvent(
                operation,
                UUID.fromString(envelope.tenant()),
                WebhookEvent.OPERATION_ENDED,
                envelope.time(),
                data,
                operation.toString(),
                envelope.traceparent());
    }

    private WebhookEvent event(ReceivedFact received) {
        Envelope envelope = received.envelope();
        return new WebhookEvent(
                envelope.id(),
                received.workspaceId(),
                Contracts.of(received.fact()).routingKey(),
                envelope.time(),
                data(envelope, received.fact()),
                envelope.operationId(),
                envelope.traceparent());
    }

    /** Names what happened, with a link: receivers that need more must read it from the API, with permission. */
    private JsonObject data(Envelope envelope, Fact fact) {
        JsonObject data = new JsonObject()
                .put("workspaceId", fact.workspaceId().toString())
                .put("actorId", envelope.actor())
                .put("operationId", envelope.operationId());
        if (fact instanceof CommentFact comment) {
            data.put("commentId", comment.commentId().toString());
        }
        if (fact instanceof TaskFact task) {
            return data.put("projectId", task.projectId().toString())
                    .put("taskId", task.taskId().toString())
                    .put("name", task.title())
                    .put("url", site + "/v1/tasks/" + task.taskId());
        }
        if (fact instanceof TaskPurged purged) {
            return data.put("projectId", purged.projectId().toString())
                    .put("taskId", purged.taskId().toString())
                    .put("url", site + "/v1/projects/" + purged.projectId());
        }
        if (fact instanceof ProjectFact project) {
            return data.put("projectId", project.projectId().toString())
                    .put("name", project.name())
                    .put("url", site + "/v1/projects/" + project.projectId());
        }
        if (fact instanceof SectionFact section) {
            return data.put("projectId", section.projectId().toString())
                    .put("sectionId", section.sectionId().toString())
                    .put("name", section.name())
                    .put("url", site + "/v1/projects/" + section.projectId() + "/sections/" + section.sectionId());
        }
        return data.put("url", site + "/v1/workspaces/" + fact.workspaceId());
    }
}
