package dev.tandem.messaging.trace;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of messaging, named by OpenTelemetry's messaging conventions: a producer span from the write into the outbox to
 * the broker's confirm, and a consumer span for each event, a child of its producer.
 *
 * <p>The context travels inside the envelope (CloudEvents' distributed tracing extension), so each of several events
 * packed into one message keeps its own. A delayed redelivery starts a new trace, with links to the original trace and
 * to the attempt that failed. A replay starts a new trace too: its first span, that of sending the replay, has a link
 * to the attempt that failed, and is the parent of the processing span, which has a link to the original trace. A
 * failed span has the failure in its status, in {@code error.type} and in an event {@code exception}. Work done once
 * for several events, such as a transaction, has a span of its own; it and the spans of these events link to each
 * other.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">Messaging spans</a>
 */
public final class Tracing {

    /** The baggage entry under which the correlation id travels: {@value}. */
    public static final String CORRELATION = "correlation.id";

    /** The baggage entry under which the operation's id travels: {@value}. */
    public static final String OPERATION = "operation.id";

    /** The baggage entry under which the workspace's id travels: {@value}. */
    public static final String WORKSPACE = "workspace.id";

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> ROUTING_KEY =
            AttributeKey.stringKey("messaging.rabbitmq.destination.routing_key");
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> CONVERSATION_ID =
            AttributeKey.stringKey("messaging.message.conversation_id");
    private static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<String> CORRELATION_ID = AttributeKey.stringKey("tandem.correlation.id");
    private static final AttributeKey<String> OPERATION_ID = AttributeKey.stringKey("tandem.operation.id");
    private static final AttributeKey<String> WORKSPACE_ID = AttributeKey.stringKey("tandem.workspace.id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("tandem.outcome");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("tandem.attempt");
    private static final AttributeKey<Long> DELAY = AttributeKey.longKey("tandem.delay.ms");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("tandem.reason");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");
    private static final AttributeKey<String> EXCEPTION_MESSAGE = AttributeKey.stringKey("exception.message");

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    public Tracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.tandem.messaging");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** Starts the producer span of a message; it ends when the broker has confirmed it. */
    public Span publishing(Message message, Context cause) {
        SpanBuilder span = producer("publish", message.exchange(), message.exchange())
                .setParent(cause)
                .setAttribute(ROUTING_KEY, message.routingKey());
        return describe(span, message.envelope()).startSpan();
    }

    /** Starts the span of publishing several messages as one; the caller ends it. */
    public Span publishingBatch(String exchange, List<Span> members) {
        return batch("publish batch " + exchange, exchange, members);
    }

    /**
     * Copies the envelope, with {@code context} as its trace context. If no spans are recorded here, that is the
     * context of the cause.
     */
    public Envelope inject(Envelope envelope, Context context) {
        Map<String, String> carrier = carrier(context);
        return envelope.tracedBy(carrier.get("traceparent"), carrier.get("tracestate"));
    }

    /** The context as a W3C {@code traceparent}, or null when there is none. */
    public @Nullable String traceparent(Context context) {
        return carrier(context).get("traceparent");
    }

    /**
     * Starts the span of one event's processing, and returns the context in which it is handled.
     *
     * @param attempt 1 for the first delivery, and for the first after a replay
     * @param again the {@code traceparent} of what caused this delivery: the attempt that failed, or the replay; null
     *     for a first delivery
     * @param replayed whether an operator has replayed it
     */
    public Context processing(String queue, Envelope envelope, int attempt, @Nullable String again, boolean replayed) {
        Context sent = extract(envelope.traceparent(), envelope.tracestate());
        Context before = again == null ? Context.root() : extract(again, null);
        SpanBuilder span = tracer.spanBuilder("process " + queue)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(SYSTEM, "rabbitmq")
                .setAttribute(OPERATION_NAME, "process")
                .setAttribute(OPERATION_TYPE, "process")
                .setAttribute(DESTINATION, queue)
                .setAttribute(ATTEMPT, (long) attempt);
        Context parent = attempt > 1 ? Context.root() : replayed ? before : sent;
        span.setParent(parent);
        if (parent != sent) {
            span.addLink(Span.fromContext(sent).getSpanContext());
        }
        if (parent != before) {
            span.addLink(Span.fromContext(before).getSpanContext());
        }
        return parent.with(baggage(envelope)).with(describe(span, envelope).startSpan());
    }

    /** Starts the span of one transaction for several events; the caller ends it. */
    public Span processingBatch(String queue, List<Span> members) {
        return batch("process batch " + queue, queue, members);
    }

    /** Starts the producer span of a copy that is redelivered after a delay; the caller ends it. */
    public Span retrying(String queue, Envelope envelope, Context failed, int nextAttempt, Duration delay) {
        SpanBuilder span = producer("retry", queue, "delay")
                .setParent(failed)
                .setAttribute(ATTEMPT, (long) nextAttempt)
                .setAttribute(DELAY, delay.toMillis());
        return describe(span, envelope).startSpan();
    }

    /**
     * Starts the producer span of a dead letter; the caller ends it.
     *
     * @param exchange the exchange for dead letters
     * @param envelope null when it could not be read; the message then has no other span
     */
    public Span deadLettering(
            String exchange, String queue, @Nullable Envelope envelope, Context failed, String reason) {
        SpanBuilder span =
                producer("dead-letter", queue, exchange).setParent(failed).setAttribute(REASON, reason);
        return (envelope == null ? span : describe(span, envelope)).startSpan();
    }

    /**
     * Starts the producer span of a replay, in a trace of its own; the caller ends it.
     *
     * @param envelope null when none could be read
     * @param failed the {@code traceparent} of the attempt that failed, to which it is linked
     */
    public Span replaying(String destination, @Nullable Envelope envelope, @Nullable String failed) {
        SpanBuilder span = producer("replay", destination, destination).setNoParent();
        if (failed != null) {
            span.addLink(Span.fromContext(extract(failed, null)).getSpanContext());
        }
        return (envelope == null ? span : describe(span, envelope)).startSpan();
    }

    /** Ends the span of a context made by {@link #processing}. Record a failure with {@link #failed} before. */
    public static void processed(Context context, String outcome) {
        Span.fromContext(context).setAttribute(OUTCOME, outcome).end();
    }

    /**
     * Records in a span that its work failed: in its status, as {@code error.type} and as an event {@code exception}.
     *
     * @param type the exception's class, or one of a few words
     * @param why the failure as text
     * @param thrown the exception with its stack trace; null without one
     */
    public static void failed(Span span, String type, String why, @Nullable Throwable thrown) {
        span.setStatus(StatusCode.ERROR, why).setAttribute(ERROR_TYPE, type);
        if (thrown == null) {
            span.addEvent("exception", Attributes.of(EXCEPTION_TYPE, type, EXCEPTION_MESSAGE, why));
        } else {
            span.recordException(thrown);
        }
    }

    private SpanBuilder producer(String operation, String name, String destination) {
        return tracer.spanBuilder(operation + " " + name)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(SYSTEM, "rabbitmq")
                .setAttribute(OPERATION_NAME, operation)
                .setAttribute(OPERATION_TYPE, "send")
                .setAttribute(DESTINATION, destination);
    }

    private Span batch(String name, String destination, List<Span> members) {
        SpanBuilder builder = tracer.spanBuilder(name)
                .setAttribute(SYSTEM, "rabbitmq")
                .setAttribute(DESTINATION, destination)
                .setAttribute(BATCH_SIZE, (long) members.size());
        return BatchSpan.start(builder, members);
    }

    private static Baggage baggage(Envelope envelope) {
        BaggageBuilder baggage =
                Baggage.builder().put(CORRELATION, envelope.correlationId()).put(WORKSPACE, envelope.tenant());
        String operation = envelope.operationId();
        return (operation == null ? baggage : baggage.put(OPERATION, operation)).build();
    }

    private Map<String, String> carrier(Context context) {
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(context, carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return carrier;
    }

    private Context extract(@Nullable String traceparent, @Nullable String tracestate) {
        return propagator.extract(Context.root(), new Carrier(traceparent, tracestate), Carrier.GETTER);
    }

    private static SpanBuilder describe(SpanBuilder span, Envelope envelope) {
        span.setAttribute(MESSAGE_ID, envelope.id().toString())
                .setAttribute(CONVERSATION_ID, envelope.correlationId())
                .setAttribute(CORRELATION_ID, envelope.correlationId())
                .setAttribute(WORKSPACE_ID, envelope.tenant());
        String operation = envelope.operationId();
        return operation == null ? span : span.setAttribute(OPERATION_ID, operation);
    }

    private record Carrier(
            @Nullable String traceparent, @Nullable String tracestate) {

        static final TextMapGetter<Carrier> GETTER = new TextMapGetter<>() {
            @Override
            public Iterable<String> keys(Carrier carrier) {
                return List.of("traceparent", "tracestate");
            }

            @Override
            public @Nullable String get(@Nullable Carrier carrier, String key) {
                if (carrier == null) {
                    return null;
                }
                return switch (key) {
                    case "traceparent" -> carrier.traceparent;
                    case "tracestate" -> carrier.tracestate;
                    default -> null;
                };
            }
        };
    }
}
