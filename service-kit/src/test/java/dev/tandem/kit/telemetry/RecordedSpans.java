package dev.tandem.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The spans that a platform really exported. */
public final class RecordedSpans {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    public Platform platform(String name) {
        return Platform.create(name, Environment.of(Map.of()), List.of(SimpleSpanProcessor.create(exporter)));
    }

    public List<SpanData> all() {
        return exporter.getFinishedSpanItems();
    }

    public SpanData one(SpanKind kind, String name) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(all())
                        .anyMatch(
                                span -> span.getKind() == kind && span.getName().equals(name)));
        return all().stream()
                .filter(span -> span.getKind() == kind && span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public static Map<String, Object> attributes(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(entry -> key(entry.getKey()), Map.Entry::getValue));
    }

    private static String key(AttributeKey<?> attribute) {
        return attribute.getKey();
    }
}
