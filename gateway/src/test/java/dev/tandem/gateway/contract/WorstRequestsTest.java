package dev.tandem.gateway.contract;

import static dev.tandem.gateway.contract.WrittenContract.resolved;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.contract.WrittenContract.Documented;
import dev.tandem.kit.testing.Answer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The longest requests of the worst kind, to every text of the contract. What is compared is processor time of the event loops,
 * and not how long it takes until the answer is here, to which everything else on the machine adds.
 */
@Timeout(120)
final class WorstRequestsTest {

    private static final Duration EXTRA = Duration.ofMillis(50);
    private static final int BODY = 60_000;
    private static final int LINE = 6_000;
    private static final List<String> WORDS = List.of("a", " ", "@", "0", "a@", "a ", "\u2003", ",");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final RunningGateway gateway = RunningGateway.get();

    /** One text that a client may send, and its operation. */
    record Text(Documented operation, String name, String in) {
        @Override
        public String toString() {
            return operation.id() + " " + in + " " + name;
        }
    }

    static List<Text> ofBodies() {
        return texts().filter(text -> text.in().equals("body")).toList();
    }

    static List<Text> ofParameters() {
        return texts().filter(text -> List.of("query", "header").contains(text.in()))
                .toList();
    }

    private static Stream<Text> texts() {
        List<Text> texts = new ArrayList<>();
        for (Documented operation : WrittenContract.operations()) {
            if (operation.isForOperators()) {
                continue; // It is the services behind that hold these to the contract, and they know no patterns.
            }
            body(operation).path("properties").fields().forEachRemaining(member -> {
                JsonNode schema = resolved(member.getValue());
                if (schema.path("type").toString().contains("string")) {
                    texts.add(new Text(operation, member.getKey(), "body"));
                }
            });
            operation
                    .parameters()
                    .forEach(parameter -> texts.add(new Text(
                            operation,
                            parameter.path("name").asText(),
                            parameter.path("in").asText())));
        }
        return texts.stream();
    }

    private static JsonNode body(Documented operation) {
        return resolved(operation.written().at("/requestBody/content/application~1json/schema"));
    }

    @BeforeEach
    void the_way_has_been_gone_before() {
        IntStream.range(0, 5).forEach(each -> {
            gateway.post("anna", "/v1/workspaces", "{\"name\": \"Acme\"}");
            gateway.post("anna", "/v1/workspaces", "{\"name\": \"" + "x".repeat(BODY) + "\"}");
            gateway.post("anna", "/v1/workspaces", "{\"name\": \"Acme\", \"more\": \"" + "x".repeat(BODY) + "\"}");
        });
    }

    @ParameterizedTest
    @MethodSource("ofBodies")
    void a_body_of_the_worst_kind_is_refused_for_little_more_than_an_ordinary_one(Text text) {
        long ordinary = workOf(() -> send(text, "\0"));
        for (String word : WORDS) {
            for (String tail : List.of("\0", "")) {
                String worst = word.repeat(BODY / word.getBytes(UTF_8).length) + tail;

                long work = workOf(() -> {
                    Answer answer = send(text, worst);
                    assertThat(answer.status()).isEqualTo(422);
                    assertThat(answer.violations()).contains("/" + text.name());
                });

                assertThat(Duration.ofNanos(work - ordinary)).as(word).isLessThan(EXTRA);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ofParameters")
    void a_parameter_of_the_worst_kind_is_refused_for_little_more_than_an_ordinary_one(Text text) {
        long ordinary = workOf(() -> gateway.get("anna", "/v1/operations?ids=!"));
        for (String word : List.of("a", "@", "0", ",", "a@", "01980a3e-7777-7000-8000-000000000007,")) {
            String worst = word.repeat(LINE / word.length()) + "!";

            long work = workOf(() -> assertThat(send(text, worst).status()).isBetween(200, 499));

            assertThat(Duration.ofNanos(work - ordinary)).as(word).isLessThan(EXTRA);
        }
    }

    @Test
    void a_body_that_is_wrong_in_thousands_of_places_is_told_the_first_hundred() {
        StringBuilder body = new StringBuilder("{\"name\": \"Acme\"");
        IntStream.range(0, 5_000).forEach(i -> body.append(",\"x").append(i).append("\":0"));
        String worst = body.append('}').toString();

        long work = workOf(
                () -> assertThat(gateway.post("anna", "/v1/workspaces", worst).violations())
                        .hasSize(100));

        assertThat(Duration.ofNanos(work)).isLessThan(Duration.ofMillis(500));
    }

    private Answer send(Text text, String value) {
        Documented operation = text.operation();
        String path = operation
                .path()
                .replace("{userId}", "bob")
                .replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        String query = text.in().equals("query") ? "?" + text.name() + "=" + URLEncoder.encode(value, UTF_8) : "";
        HttpRequest.Builder request = gateway.request("anna", path + query)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(operation.method().toUpperCase(Locale.ROOT), body(text, value));
        return gateway.sending(text.in().equals("header") ? request.header(text.name(), value) : request)
                .join();
    }

    private static HttpRequest.BodyPublisher body(Text text, String value) {
        JsonNode example = text.operation().written().at("/requestBody/content/application~1json/example");
        if (text.in().equals("body")) {
            ObjectNode body = example.isObject() ? example.deepCopy() : JsonNodeFactory.instance.objectNode();
            return BodyPublishers.ofString(body.put(text.name(), value).toString());
        }
        return example.isObject() ? BodyPublishers.ofString(example.toString()) : BodyPublishers.noBody();
    }

    private static long workOf(Runnable request) {
        long before = eventLoops();
        request.run();
        return eventLoops() - before;
    }

    /** Nanoseconds of processor time that all event loops of this JVM have used. */
    private static long eventLoops() {
        long[] ids = THREADS.getAllThreadIds();
        ThreadInfo[] infos = THREADS.getThreadInfo(ids);
        return IntStream.range(0, ids.length)
                .filter(i -> infos[i] != null && infos[i].getThreadName().contains("eventloop"))
                .mapToLong(i -> THREADS.getThreadCpuTime(ids[i]))
                .sum();
    }
}
