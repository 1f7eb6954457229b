package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OneTraceTest {

    private final Client anna = Client.stranger("anna");
    private final String workspace = anna.workspace("Acme");

    @Test
    void one_request_is_one_trace_from_the_gateway_to_the_last_consumer() {
        HttpResponse<String> accepted = anna.post("/v1/projects", Client.project(workspace, "Apollo"));
        anna.outcome(accepted);
        String operation = new JsonObject(accepted.body()).getString("id");
        String correlation = accepted.headers().firstValue("X-Correlation-Id").orElseThrow();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<Traces.Seen> processed = TheSystem.TRACES.with("tandem.operation.id", operation).stream()
                    .filter(span -> span.kind == SpanKind.SPAN_KIND_CONSUMER)
                    .toList();
            assertThat(processed)
                    .extracting(span -> span.name)
                    .containsExactlyInAnyOrder(
                            "process project-service.commands",
                            "process activity-feed.events",
                            "process notifier.events",
                            "process gateway.operations");
            assertThat(processed).extracting(span -> span.traceId).containsOnly(processed.get(0).traceId);

            List<Traces.Seen> trace = TheSystem.TRACES.ofTrace(processed.get(0).traceId);
            Traces.Seen request = one(trace, "gateway", SpanKind.SPAN_KIND_SERVER, "POST /v1/projects");
            assertThat(request.attribute("tandem.correlation.id")).isEqualTo(correlation);
            Traces.Seen command = one(trace, "gateway", SpanKind.SPAN_KIND_PRODUCER, "publish commands");
            Traces.Seen decided =
                    one(trace, "project-service", SpanKind.SPAN_KIND_CONSUMER, "process project-service.commands");
            Traces.Seen fact = one(trace, "project-service", SpanKind.SPAN_KIND_PRODUCER, "publish events");
            Traces.Seen fed = one(trace, "activity-feed", SpanKind.SPAN_KIND_CONSUMER, "process activity-feed.events");
            Traces.Seen told = one(trace, "notifier", SpanKind.SPAN_KIND_CONSUMER, "process notifier.events");
            assertThat(command.parentId).isEqualTo(request.id);
            assertThat(decided.parentId).isEqualTo(command.id);
            assertThat(fact.parentId).isEqualTo(decided.id);
            assertThat(fed.parentId).isEqualTo(fact.id);
            assertThat(told.parentId).isEqualTo(fact.id);
            assertThat(trace)
                    .filteredOn(span -> span.service.equals("project-service"))
                    .extracting(span -> span.name)
                    .contains("GET /v1/permissions");
        });
    }

    private static Traces.Seen one(List<Traces.Seen> trace, String service, SpanKind kind, String name) {
        List<Traces.Seen> found = trace.stream()
                .filter(span -> span.service.equals(service) && span.kind == kind && span.name.equals(name))
                .toList();
        assertThat(found).as("%s %s in %s", service, name, trace).hasSize(1);
        return found.get(0);
    }
}
