package dev.tandem.kit.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Excludes probes and scrapes from the traces; leaves all else to the configured sampler. */
record WithoutOperations(Sampler configured) implements Sampler {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        if (kind == SpanKind.SERVER && isOperations(attributes.get(PATH))) {
            return SamplingResult.drop();
        }
        return configured.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "WithoutOperations{" + configured.getDescription() + "}";
    }

    private static boolean isOperations(@Nullable String path) {
        return path != null && (path.equals("/metrics") || path.startsWith("/health/"));
    }
}
