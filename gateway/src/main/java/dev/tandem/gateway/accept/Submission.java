package dev.tandem.gateway.accept;

import dev.tandem.contracts.Command;
import dev.tandem.gateway.operation.Operation;
import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * A request ready to be accepted: it has passed all immediate checks.
 *
 * @param operation the operation that the client can follow
 * @param command the command that project-service will carry out
 * @param key present if the client sent an {@code Idempotency-Key}
 * @param context the request's OpenTelemetry context
 */
public record Submission(Operation operation, Command command, Optional<IdempotencyKey> key, Context context) {

    /** A copy in another OpenTelemetry context. */
    Submission within(Context other) {
        return new Submission(operation, command, key, other);
    }
}
