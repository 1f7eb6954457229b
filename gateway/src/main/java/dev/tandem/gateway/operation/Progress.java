package dev.tandem.gateway.operation;

import dev.tandem.contracts.OperationProgress;
import dev.tandem.contracts.OperationRetrying;
import dev.tandem.contracts.OperationStalled;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The delay of an operation: its command failed, and is retried or waits for an operator.
 *
 * @param retry the next attempt if it is retried
 * @param deadLetterId the dead letter if it is stalled
 * @param reason why the command failed, for operators only
 * @param at when this happened
 */
record Progress(
        UUID operationId,
        Status status,
        @Nullable Retry retry,
        @Nullable UUID deadLetterId,
        String reason,
        Instant at) {

    static Progress of(OperationProgress progress, Instant at) {
        if (progress instanceof OperationRetrying retrying) {
            Retry retry = new Retry(retrying.attempt(), Instant.parse(retrying.nextAttemptAt()));
            return new Progress(retrying.operationId(), Status.RETRYING, retry, null, retrying.reason(), at);
        }
        OperationStalled stalled = (OperationStalled) progress;
        return new Progress(stalled.operationId(), Status.STALLED, null, stalled.deadLetterId(), stalled.reason(), at);
    }

    /** The newest of each operation; for equal times, the later one in the list. */
    static Collection<Progress> newest(List<Progress> all) {
        Map<UUID, Progress> newest = new HashMap<>();
        all.forEach(each -> newest.merge(
                each.operationId(), each, (known, other) -> known.at().isAfter(other.at()) ? known : other));
        return newest.values();
    }
}
