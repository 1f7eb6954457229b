package dev.tandem.gateway.accept;

import dev.tandem.contracts.Command;
import dev.tandem.gateway.operation.Operation;
import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * A request that may be accepted: everything that had to be checked at once has been.
 *
 * @param operation what the client will watch
 * @param command what the services will do
 * @param key present when the client sent an {@code Idempotency-Key}
 * @param context the request's OpenTelemetry context
 */
public record Submission(Operation operation, Command command, Optional<IdempotencyKey> key, Context context) {

    /** The same, in another OpenTelemetry context. */
    Submission within(Context other) {
        return new Submission(operation, command, key, other);
    }
}
