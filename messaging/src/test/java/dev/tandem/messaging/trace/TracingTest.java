package dev.tandem.messaging.trace;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.RetryPolicy;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.replay.Replay;
import dev.tandem.messaging.wiring.Messaging;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TracingTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    private final MessagingFixture service = new MessagingFixture();
    private final String topic = "t" + UUID.randomUUID();
    private final String queue = Rabbit.aQueue("events", topic);

    @AfterEach
    void close() {
        service.close();
        telemetry.close();
    }

    @Test
    void interleaved_messages_keep_their_own_traces_from_the_sender_to_the_consumer() {
        Messaging messaging = service.start(telemetry);
        Map<UUID, String> seen = new ConcurrentHashMap<>();
        await(messaging.consume(queue, MessagingFixture::read, RetryPolicy.DEFAULT, (work, events) -> {
            events.forEach(event -> seen.put(
                    event.envelope().id(), Baggage.fromContext(event.context()).getEntryValue(Tracing.CORRELATION)));
            return Future.succeededFuture(
                    events.stream().map(event -> Outcome.done()).toList());
        }));
        Map<UUID, Span> roots = new ConcurrentHashMap<>();
        List<Future<Void>> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Message message = MessagingFixture.message(topic, "w" + i % 3);
            Span root = telemetry.getTracer("test").spanBuilder("request").startSpan();
            roots.put(message.envelope().id(), root);
            sent.add(messaging.transactor(service.pool).transact(work -> {
                work.send(message, Context.root().with(root));
                return Future.succeededFuture();
            }));
        }
        await(Future.all(sent));

        await().untilAsserted(() -> assertThat(spans(SpanKind.CONSUMER)).hasSize(200));
        await().untilAsserted(() -> assertThat(spans(SpanKind.PRODUCER)).hasSize(200));
        for (SpanData consumer : spans(SpanKind.CONSUMER)) {
            SpanData producer = byId(consumer.getParentSpanId());
            Span root = roots.get(UUID.fromString(attribute(consumer, "messaging.message.id")));
            assertThat(producer.getName()).isEqualTo("publish events");
            assertThat(producer.getParentSpanId())
                    .isEqualTo(root.getSpanContext().getSpanId());
            assertThat(consumer.getTraceId()).isEqualTo(root.getSpanContext().getTraceId());
            assertThat(consumer.getName()).isEqualTo("process " + queue);
            assertThat(attribute(consumer, "messaging.message.id"))
                    .isEqualTo(attribute(producer, "messaging.message.id"));
        }
        assertThat(seen.values()).hasSize(200).containsOnly("c1");
    }

    @Test
    void a_delayed_retry_is_a_trace_of_its_own_linked_to_the_first() {
        Messaging messaging = service.start(telemetry);
        RetryPolicy quick = RetryPolicy.attempts(1).from(Duration.ofMillis(250));
        await(messaging.consume(
                queue,
                MessagingFixture::read,
                quick,
                (work, events) -> events.get(0).attempt() == 1
                        ? Future.failedFuture("not yet")
                        : Future.succeededFuture(List.of(Outcome.done()))));

        service.send(messaging, topic, "w1");

        await().untilAsserted(() -> assertThat(spans(SpanKind.CONSUMER)).hasSize(2));
        SpanData first = spans(SpanKind.CONSUMER).get(0);
        SpanData second = spans(SpanKind.CONSUMER).get(1);
        assertThat(first.getStatus().getDescription()).contains("not yet");
        assertThat(second.getTraceId()).isNotEqualTo(first.getTraceId());
        SpanData sent = onceEnded("publish events");
        SpanData copy = byName("retry " + queue);
        assertThat(second.getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(sent.getSpanId(), copy.getSpanId());
        assertThat(second.getParentSpanContext().isValid()).isFalse();
        assertThat(copy.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(List.of(first, second, copy))
                .extracting(span -> attribute(span, "tandem.correlation.id"))
                .containsOnly("c1");
    }

    @Test
    void what_an_operator_sends_again_stands_below_the_replay_and_is_linked_to_the_first_trace() {
        Messaging messaging = service.start(telemetry);
        await(messaging.consume(
                queue,
                MessagingFixture::read,
                RetryPolicy.attempts(0),
                (work, events) -> events.get(0).envelope().tenant().equals("mended")
                        ? Future.succeededFuture(List.of(Outcome.done()))
                        : Future.failedFuture(new IllegalStateException("not mended"))));
        service.send(messaging, topic, "w1");
        await().untilAsserted(() -> assertThat(spans(SpanKind.CONSUMER)).hasSize(1));
        SpanData failed = spans(SpanKind.CONSUMER).get(0);
        SpanData sent = onceEnded("publish events");
        String letter = "00-" + failed.getTraceId() + "-" + failed.getSpanId() + "-01";
        Envelope first = MessagingFixture.envelope("mended")
                .tracedBy("00-" + sent.getTraceId() + "-" + sent.getSpanId() + "-01", null);
        exporter.reset();

        await().until(() -> messaging.publishing() == Publisher.State.READY);
        await(messaging
                .replayer()
                .send(Replay.toQueue(
                        UUID.randomUUID(),
                        queue,
                        CloudEvents.SINGLE,
                        CloudEvents.write(first, new MessagingFixture.Note("again")),
                        false,
                        letter)));

        await().untilAsserted(() -> assertThat(spans(SpanKind.CONSUMER)).hasSize(1));
        SpanData again = spans(SpanKind.CONSUMER).get(0);
        SpanData replay = onceEnded("replay " + queue);
        assertThat(replay.getParentSpanContext().isValid()).isFalse();
        assertThat(replay.getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(failed.getSpanId());
        assertThat(again.getParentSpanId()).isEqualTo(replay.getSpanId());
        assertThat(again.getTraceId()).isEqualTo(replay.getTraceId()).isNotEqualTo(sent.getTraceId());
        assertThat(again.getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(sent.getSpanId());
    }

    @Test
    void a_span_that_failed_has_the_exception_as_an_event() {
        Messaging messaging = service.start(telemetry);
        await(messaging.consume(
                queue,
                MessagingFixture::read,
                RetryPolicy.attempts(0),
                (work, events) -> Future.failedFuture(new IllegalStateException("not this one"))));

        service.send(messaging, topic, "w1");

        await().untilAsserted(() -> assertThat(spans(SpanKind.CONSUMER)).hasSize(1));
        for (SpanData span : List.of(spans(SpanKind.CONSUMER).get(0), onceEnded("dead-letter " + queue))) {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(attribute(span, "error.type")).isEqualTo(IllegalStateException.class.getName());
            assertThat(span.getEvents()).singleElement().satisfies(event -> {
                assertThat(event.getName()).isEqualTo("exception");
                assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.type")))
                        .isEqualTo(IllegalStateException.class.getName());
                assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.message")))
                        .isEqualTo("not this one");
                assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
                        .contains("TracingTest");
            });
        }
    }

    @Test
    void a_dead_letter_is_a_span_below_the_attempt_that_was_the_last() {
        Messaging messaging = service.start(telemetry);
        await(messaging.consume(
                queue,
                MessagingFixture::read,
                RetryPolicy.DEFAULT,
                (work, events) -> Future.succeededFuture(List.of(Outcome.refuse("not this one")))));

        service.send(messaging, topic, "w1");

        await().untilAsserted(() -> assertThat(spans(SpanKind.CONSUMER)).hasSize(1));
        SpanData refused = spans(SpanKind.CONSUMER).get(0);
        SpanData letter = byName("dead-letter " + queue);
        assertThat(letter.getParentSpanId()).isEqualTo(refused.getSpanId());
        assertThat(letter.getStatus().getDescription()).isEqualTo("not this one");
        assertThat(attribute(letter, "tandem.correlation.id")).isEqualTo("c1");
        assertThat(attribute(letter, "tandem.reason")).isEqualTo("refused");
        assertThat(attribute(refused, "tandem.outcome")).isEqualTo("dead-letter");
    }

    @Test
    void what_is_done_for_several_events_at_once_links_them_and_they_link_it() {
        Messaging messaging = service.start(telemetry);
        await(messaging.transactor(service.pool).transact(work -> {
            for (int i = 0; i < 40; i++) {
                work.send(MessagingFixture.message(topic, "w1"), Context.root());
            }
            return Future.succeededFuture();
        }));
        await(messaging.consume(
                queue,
                MessagingFixture::read,
                RetryPolicy.DEFAULT,
                (work, events) -> Future.succeededFuture(
                        events.stream().map(event -> Outcome.done()).toList())));

        await().untilAsserted(() -> assertThat(spans(SpanKind.CONSUMER)).hasSize(40));
        await().untilAsserted(() -> assertThat(spans(SpanKind.PRODUCER)).hasSize(40));
        for (String kind : List.of("process", "publish")) {
            List<SpanData> batches = exporter.getFinishedSpanItems().stream()
                    .filter(span -> span.getName().startsWith(kind + " batch "))
                    .toList();
            assertThat(batches).isNotEmpty();
            for (SpanData batch : batches) {
                assertThat(batch.getParentSpanContext().isValid()).isFalse();
                assertThat(batch.getLinks()).hasSizeGreaterThan(1).allSatisfy(link -> {
                    SpanData member = byId(link.getSpanContext().getSpanId());
                    assertThat(member.getName()).startsWith(kind + " ");
                    assertThat(member.getLinks())
                            .extracting(back -> back.getSpanContext().getSpanId())
                            .contains(batch.getSpanId());
                });
            }
        }
    }

    private SpanData onceEnded(String name) {
        await().untilAsserted(() -> assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .contains(name));
        return byName(name);
    }

    private SpanData byName(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<SpanData> spans(SpanKind kind) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == kind)
                .toList();
    }

    private SpanData byId(String spanId) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getSpanId().equals(spanId))
                .findFirst()
                .orElseThrow();
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
