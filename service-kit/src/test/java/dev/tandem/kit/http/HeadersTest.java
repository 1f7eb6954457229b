package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer says beside its body, and in what form its body comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadersTest {

    private static final String LONG = "{\"text\":\"" + "All work and no play. ".repeat(1_000) + "\"}";

    private final HttpClient client = HttpClient.newHttpClient();
    private Served served;

    @BeforeAll
    void serve() {
        served = Served.with(router -> {
            router.get("/long").handler(ctx -> ctx.end(LONG));
            router.get("/short").handler(ctx -> ctx.end("{}"));
            router.get("/events").handler(ctx -> {
                ServerSentEvents events = ServerSentEvents.begin(ctx);
                events.data(LONG);
                events.end();
            });
        });
    }

    @AfterAll
    void close() {
        served.close();
    }

    @Test
    void an_answer_is_dated() {
        for (String path : List.of("/short", "/nowhere", "/health/live")) {
            String date = served.get(path)
                    .headers()
                    .firstValue("Date")
                    .orElseThrow(() -> new AssertionError("No date: " + path));
            assertThat(Duration.between(
                                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant(),
                                    Instant.now())
                            .abs())
                    .isLessThan(Duration.ofSeconds(30));
            assertThat(date).as("a day has two digits").hasSize(29);
        }
    }

    @Test
    void a_long_answer_is_compressed_for_who_accepts_that() throws IOException {
        HttpResponse<byte[]> answer = get("/long", "gzip, deflate, br");

        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.body()).hasSizeLessThan(LONG.length() / 6);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "br"})
    void and_for_nobody_else(String accepted) {
        HttpResponse<byte[]> answer = get("/long", accepted);

        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo(LONG);
    }

    @Test
    void caches_are_told_that_both_forms_exist() {
        assertThat(get("/long", "gzip").headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(get("/long", "identity").headers().allValues("Vary")).contains("Accept-Encoding");
    }

    @Test
    void what_fits_a_packet_and_what_has_to_arrive_at_once_stay_as_they_are() {
        assertThat(get("/short", "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
        HttpResponse<byte[]> events = get("/events", "gzip");
        assertThat(events.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(events.body()).asString(StandardCharsets.UTF_8).contains(LONG);
    }

    private HttpResponse<byte[]> get(String path, String accepted) {
        try {
            return client.send(
                    HttpRequest.newBuilder(served.uri(path))
                            .header("Accept-Encoding", accepted)
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
