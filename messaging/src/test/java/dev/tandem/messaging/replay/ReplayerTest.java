package dev.tandem.messaging.replay;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.GetResponse;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.wiring.Messaging;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests replays as the broker sees them. */
@Timeout(60)
class ReplayerTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    private final String queue = Rabbit.aQueue("events", "nothing.at.all");
    private final String neighbour = Rabbit.aQueue("events", "nothing.at.all");

    @Test
    void a_replay_reaches_its_queue_alone_with_its_claim_in_a_linked_trace_of_its_own() {
        UUID claim = UUID.randomUUID();
        Buffer body = CloudEvents.write(MessagingFixture.envelope("w1"), new MessagingFixture.Note("hello"));
        try (MessagingFixture fixture = new MessagingFixture()) {
            Replayer replayer = connected(fixture.start(TELEMETRY.getOpenTelemetry()));
            await(replayer.send(Replay.toQueue(
                    claim, queue, CloudEvents.SINGLE, body, true, "00-" + TRACE + "-b7ad6b7169203331-01")));
        }

        List<GetResponse> got = new ArrayList<>();
        Rabbit.drain(queue, got::add);
        assertThat(got).singleElement().satisfies(message -> {
            assertThat(Buffer.buffer(message.getBody())).isEqualTo(body);
            assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
            assertThat(message.getProps().getHeaders())
                    .containsEntry("tandem-attempt", 1L)
                    .containsEntry("tandem-forced", 1L);
            assertThat(message.getProps().getHeaders().get("tandem-replay")).hasToString(claim.toString());
            SpanData span = span();
            assertThat(message.getProps().getHeaders().get("traceparent").toString())
                    .contains(span.getTraceId(), span.getSpanId());
            assertThat(span.getTraceId()).isNotEqualTo(TRACE);
            assertThat(span.getLinks())
                    .singleElement()
                    .satisfies(link ->
                            assertThat(link.getSpanContext().getTraceId()).isEqualTo(TRACE));
        });
        assertThat(Rabbit.depth(neighbour)).isZero();
    }

    @Test
    void an_exchange_that_nobody_knows_is_refused_before_it_costs_the_connection() {
        try (MessagingFixture fixture = new MessagingFixture()) {
            Replayer replayer = connected(fixture.start());

            assertThatThrownBy(() -> await(replayer.send(
                            Replay.toExchange(UUID.randomUUID(), "gone", "x", null, Buffer.buffer("x"), false, null))))
                    .hasCauseInstanceOf(IllegalArgumentException.class);
            await(replayer.send(Replay.toQueue(UUID.randomUUID(), queue, null, Buffer.buffer("x"), false, null)));
        }
        Awaitility.await().untilAsserted(() -> assertThat(Rabbit.depth(queue)).isOne());
    }

    /** A service starts without its broker, so its first connection may still be on its way. */
    private static Replayer connected(Messaging service) {
        Awaitility.await().until(() -> service.publishing() == Publisher.State.READY);
        return service.replayer();
    }

    private SpanData span() {
        return TELEMETRY.getSpans().stream()
                .filter(span -> span.getName().equals("replay " + queue))
                .filter(span -> span.getKind() == SpanKind.PRODUCER)
                .findFirst()
                .orElseThrow();
    }
}
