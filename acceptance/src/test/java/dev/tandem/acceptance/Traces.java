package dev.tandem.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Receives OTLP, protobuf over HTTP, as a collector would, and keeps the spans. */
final class Traces {

    private final HttpServer server;
    private final List<Seen> spans = new CopyOnWriteArrayList<>();

    Traces() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/traces", this::receive);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "otlp");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Seen> all() {
        return List.copyOf(spans);
    }

    List<Seen> ofTrace(String traceId) {
        return spans.stream().filter(span -> span.traceId.equals(traceId)).toList();
    }

    List<Seen> with(String attribute, String value) {
        return spans.stream()
                .filter(span -> value.equals(span.attribute(attribute)))
                .toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = exchange.getRequestBody();
                InputStream body = packed ? new GZIPInputStream(raw) : raw) {
            for (ResourceSpans resource :
                    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                String service = value(resource.getResource().getAttributesList(), "service.name");
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> spans.add(new Seen(service, span)));
                }
            }
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static String value(List<KeyValue> attributes, String name) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    /** A span as it came over the wire. */
    static final class Seen {
        final String service;
        final String name;
        final Span.SpanKind kind;
        final String traceId;
        final String id;
        final String parentId;
        final List<String> linkedIds;
        final boolean failed;
        private final List<KeyValue> attributes;

        Seen(String service, Span span) {
            this.service = service;
            this.name = span.getName();
            this.kind = span.getKind();
            this.traceId = HexFormat.of().formatHex(span.getTraceId().toByteArray());
            this.id = HexFormat.of().formatHex(span.getSpanId().toByteArray());
            this.parentId = HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
            this.linkedIds = span.getLinksList().stream()
                    .map(link -> HexFormat.of().formatHex(link.getSpanId().toByteArray()))
                    .toList();
            this.failed = span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
            this.attributes = span.getAttributesList();
        }

        String attribute(String attribute) {
            return value(attributes, attribute);
        }

        /** All that it says, to look for what it must not say. */
        String everything() {
            return name + attributes;
        }

        long number(String attribute) {
            return attributes.stream()
                    .filter(each -> each.getKey().equals(attribute))
                    .mapToLong(each -> each.getValue().getIntValue())
                    .findFirst()
                    .orElse(0);
        }

        @Override
        public String toString() {
            return service + ": " + name + " (" + kind + ")";
        }
    }
}
