package dev.tandem.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    Path directory;

    private Properties before;

    @BeforeEach
    void remember() {
        before = (Properties) System.getProperties().clone();
    }

    @AfterEach
    void restore() {
        System.setProperties(before);
    }

    @Test
    void a_line_says_what_it_belongs_to() throws Exception {
        List<String> lines = logged(Map.of(), logger -> {
            logger.info("alone");
            try (Scope ignored = inATrace().makeCurrent()) {
                logger.info("together");
            }
        });

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("\\d{4}-\\d\\d-\\d\\d .* INFO .* alone");
        assertThat(lines.get(1)).endsWith(" together trace=" + TRACE + " correlation=c-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "JSON"})
    void machines_get_json_when_they_ask_for_it(String format) throws Exception {
        List<String> lines = logged(Map.of("LOG_FORMAT", format), logger -> {
            try (Scope ignored = inATrace().makeCurrent()) {
                logger.warn("together");
            }
        });

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .startsWith("{")
                .contains("\"message\":\"together\"", "\"trace\":\"" + TRACE + "\"", "\"correlation\":\"c-1\"");
    }

    private List<String> logged(Map<String, String> environment, Consumer<Logger> work) throws Exception {
        Logs.into(directory, environment);
        LoggerContext context = new LoggerContext();
        new ContextInitializer(context).autoConfig();
        work.accept(context.getLogger("test"));
        context.stop();
        return Files.readAllLines(directory.resolve("tandem.log"));
    }

    private static Context inATrace() {
        SpanContext span =
                SpanContext.create(TRACE, "00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault());
        return Context.root()
                .with(Span.wrap(span))
                .with(Baggage.builder().put("correlation.id", "c-1").build());
    }
}
