package dev.tandem.gateway.accept;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.Contracts;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.CorrelationId;
import dev.tandem.kit.http.RequestBaggage;
import dev.tandem.messaging.trace.Tracing;
import io.opentelemetry.context.Context;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** Turns a checked HTTP request into a submission. */
public record SubmissionReader(Clock clock) {

    /** The submission for the request of {@code ctx}. */
    Submission submission(RoutingContext ctx, JsonObject body, Intent intent) {
        Command command = intent.command();
        UUID workspaceId = command.workspaceId();
        Caller caller = Caller.of(ctx);
        Operation operation = Operation.accepted(
                UuidCreator.getTimeOrderedEpoch(),
                caller.userId(),
                workspaceId,
                Contracts.of(command).routingKey(),
                intent.target(),
                CorrelationId.of(ctx),
                // In PostgreSQL's precision, so that a replayed answer is identical.
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        RequestBaggage.add(Map.of(
                Tracing.WORKSPACE,
                workspaceId.toString(),
                Tracing.OPERATION,
                operation.id().toString()));
        return new Submission(operation, command, IdempotencyKey.of(ctx, body), Context.current());
    }
}
