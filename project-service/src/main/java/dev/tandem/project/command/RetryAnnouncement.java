package dev.tandem.project.command;

import dev.tandem.contracts.OperationRetrying;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.RetryNotice;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Reports when the command of an operation will be tried again; clients then see {@code retrying}. Reports nothing for a
 * command without an operation.
 */
public record RetryAnnouncement(Clock clock) implements RetryNotice {

    private static final int LONGEST_REASON = 500;

    @Override
    public Optional<Message> of(Event event, int nextAttempt, Instant nextAttemptAt, String why) {
        Request request;
        try {
            request = Request.of(event);
        } catch (Request.Malformed nobodyWatches) {
            return Optional.empty();
        }
        UUID operation = request.operationId();
        if (operation == null) {
            return Optional.empty();
        }
        OperationRetrying retrying =
                new OperationRetrying(operation, nextAttempt, nextAttemptAt.toString(), reason(why));
        return Optional.of(request.origin().tell(retrying, clock.instant()));
    }

    private static String reason(String why) {
        String said = why.isBlank() ? "It failed without a word." : why;
        return said.length() <= LONGEST_REASON ? said : said.substring(0, LONGEST_REASON);
    }
}
