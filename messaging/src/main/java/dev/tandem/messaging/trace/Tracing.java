package dev.tandem.messaging.trace;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of messaging, named as OpenTelemetry's messaging conventions do: a producer span from the write into the
 * outbox to the broker's confirm, and a consumer span for each event, a child of its producer.
 *
 * <p>The context travels inside the envelope (CloudEvents' distributed tracing extension), so that packing several
 * events into one message loses nothing. A delivery that comes after a delay starts a trace of its own, linked to the
 * first.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">Messaging spans</a>
 */
public final class Tracing {

    /** The baggage entry under which the correlation id travels: {@value}. */
    public static final String CORRELATION = "correlation.id";

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> ROUTING_KEY =
            AttributeKey.stringKey("messaging.rabbitmq.destination.routing_key");
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> CONVERSATION_ID =
            AttributeKey.stringKey("messaging.message.conversation_id");
    private static final AttributeKey<String> OPERATION_ID = AttributeKey.stringKey("tandem.operation.id");
    private static final AttributeKey<String> WORKSPACE_ID = AttributeKey.stringKey("tandem.workspace.id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("tandem.outcome");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("tandem.attempt");

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    public Tracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.tandem.messaging");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** Starts the producer span of a message; it ends when the broker has confirmed it. */
    public Span publishing(Message message, Context cause) {
        SpanBuilder span = tracer.spanBuilder("publish " + message.exchange())
                .setParent(cause)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(OPERATION_NAME, "publish")
                .setAttribute(OPERATION_TYPE, "send")
                .setAttribute(DESTINATION, message.exchange())
                .setAttribute(ROUTING_KEY, message.routingKey());
        return describe(span, message.envelope()).startSpan();
    }

    /** The envelope with the span's context in it, or the cause's own where nothing is recorded here. */
    public Envelope inject(Envelope envelope, Context context) {
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(context, carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return envelope.tracedBy(carrier.get("traceparent"), carrier.get("tracestate"));
    }

    /** Starts the span of one event's processing, and answers the context in which it is handled. */
    public Context processing(String queue, Envelope envelope, int attempt) {
        Context sent = extract(envelope);
        SpanBuilder span = tracer.spanBuilder("process " + queue)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(OPERATION_NAME, "process")
                .setAttribute(OPERATION_TYPE, "process")
                .setAttribute(DESTINATION, queue)
                .setAttribute(ATTEMPT, (long) attempt);
        if (attempt == 1) {
            span.setParent(sent);
        } else {
            span.setNoParent().addLink(Span.fromContext(sent).getSpanContext());
        }
        Context base = attempt == 1 ? sent : Context.root();
        Baggage correlation =
                Baggage.builder().put(CORRELATION, envelope.correlationId()).build();
        return base.with(correlation).with(describe(span, envelope).startSpan());
    }

    /** Ends the span of a context made by {@link #processing}. */
    public static void processed(Context context, String outcome, @Nullable String error) {
        Span span = Span.fromContext(context).setAttribute(OUTCOME, outcome);
        if (error != null) {
            span.setStatus(StatusCode.ERROR, error);
        }
        span.end();
    }

    private Context extract(Envelope envelope) {
        return propagator.extract(Context.root(), envelope, Carrier.GETTER);
    }

    private static SpanBuilder describe(SpanBuilder span, Envelope envelope) {
        span.setAttribute(SYSTEM, "rabbitmq")
                .setAttribute(MESSAGE_ID, envelope.id().toString())
                .setAttribute(CONVERSATION_ID, envelope.correlationId())
                .setAttribute(WORKSPACE_ID, envelope.tenant());
        String operation = envelope.operationId();
        return operation == null ? span : span.setAttribute(OPERATION_ID, operation);
    }

    private enum Carrier implements TextMapGetter<Envelope> {
        GETTER;

        @Override
        public Iterable<String> keys(Envelope envelope) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable Envelope envelope, String key) {
            if (envelope == null) {
                return null;
            }
            return switch (key) {
                case "traceparent" -> envelope.traceparent();
                case "tracestate" -> envelope.tracestate();
                default -> null;
            };
        }
    }
}
