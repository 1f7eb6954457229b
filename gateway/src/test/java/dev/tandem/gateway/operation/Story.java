package dev.tandem.gateway.operation;

import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationRetrying;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.Payload;
import dev.tandem.gateway.InboxStandIn;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import dev.tandem.messaging.Envelope;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A user who asks, and what other services tell of it. */
public final class Story {

    public final String user = "u" + UUID.randomUUID();
    private final RunningGateway gateway;

    public Story(RunningGateway gateway) {
        this.gateway = gateway;
    }

    /** The id of an operation that was accepted. */
    public UUID accepted() {
        Answer answer = gateway.post(user, "/v1/workspaces", "{\"name\": \"Acme\"}");
        if (answer.status() != 202) {
            throw new AssertionError(answer.status() + " " + answer.response().body());
        }
        return UUID.fromString(answer.json().getString("id"));
    }

    public void succeeds(UUID operation, UUID... events) {
        tell(operation, new OperationSucceeded(operation, "workspace", "w", List.of(events)));
    }

    public void isRetried(UUID operation) {
        tell(operation, new OperationRetrying(operation, 2, "2099-11-21T09:45:06Z", "It is tried again."));
    }

    public void fails(UUID operation) {
        tell(
                operation,
                new OperationFailed(operation, "/problems/conflict", "No", 409, "It is taken; choose another.", null));
    }

    /** The id of the notification. */
    public UUID isNotified(String text) {
        return InboxStandIn.get().add(user, text);
    }

    public JsonObject shown(UUID operation) {
        return gateway.get(user, "/v1/operations/" + operation).json();
    }

    private void tell(UUID about, Payload payload) {
        gateway.publish(
                Envelope.of(Contracts.of(payload).type())
                        .source("/test")
                        .subject(about.toString())
                        .time(Instant.now())
                        .tenant(UUID.randomUUID().toString())
                        .actor(user)
                        .correlationId("c1")
                        .operationId(about.toString())
                        .build(),
                payload);
    }
}
