package dev.tandem.deadletters.drain;

import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.OperationStalled;
import dev.tandem.deadletters.letter.About;
import dev.tandem.deadletters.letter.Arrival;
import dev.tandem.kit.request.Ids;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reports that an operation is stalled because its command is among the dead letters.
 *
 * @param cause the trace of the failed attempt
 */
record StallNotice(Message message, Context cause) {

    private static final Set<String> COMMANDS = Contracts.all().stream()
            .filter(contract -> contract.exchange().equals("commands"))
            .map(Contract::type)
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    /** Empty unless the message is a command of an operation. */
    static Optional<StallNotice> of(Arrival arrival, UUID letterId, Instant now) {
        About about = arrival.about();
        UUID operation = operation(about);
        String tenant = about.tenant();
        String correlation = about.correlationId();
        UUID event = about.eventId();
        if (operation == null || tenant == null || correlation == null || event == null) {
            return Optional.empty();
        }
        String error = arrival.failure().error();
        OperationStalled stalled = new OperationStalled(
                operation, letterId, error.isBlank() ? arrival.failure().reason() : error);
        Contract contract = Contracts.of(stalled);
        Envelope envelope = Envelope.of(contract.type())
                .source("/dead-letters")
                .subject(operation.toString())
                .time(now)
                .tenant(tenant)
                .correlationId(correlation)
                .causationId(event.toString())
                .operationId(operation.toString())
                .build();
        return Optional.of(new StallNotice(
                new Message(contract.exchange(), contract.routingKey(), envelope, stalled),
                context(arrival.failure().traceparent())));
    }

    private static @Nullable UUID operation(About about) {
        String type = about.type();
        return type != null && COMMANDS.contains(type) ? Ids.orNull(about.operationId()) : null;
    }

    private static Context context(@Nullable String traceparent) {
        Matcher parts = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return parts.matches()
                ? Context.root()
                        .with(Span.wrap(SpanContext.createFromRemoteParent(
                                parts.group(1),
                                parts.group(2),
                                TraceFlags.fromHex(parts.group(3), 0),
                                TraceState.getDefault())))
                : Context.root();
    }
}
