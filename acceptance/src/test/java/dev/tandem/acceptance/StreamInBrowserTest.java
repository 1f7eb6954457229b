package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tandem.local.LocalSystem;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A page in a real browser follows streams with its {@code EventSource}, which can send no token. */
@Timeout(180)
final class StreamInBrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void stop() {
        root.detachAppender(logged);
    }

    @Test
    void a_page_of_another_origin_follows_streams_with_a_ticket_for_each() {
        assumeTrue(Chromium.isInstalled(), "chromium is not installed (Debian's package of that name)");
        LocalSystem system = TheSystem.get();
        Client anna = Client.stranger("anna");
        String api = system.baseUri().toString().replaceFirst("/$", "");
        try (WebPage page = new WebPage(api, system.token(anna.user, false));
                Chromium browser = Chromium.opening(TheSystem.PAGES, page.port())) {
            String last = itHearsWhatHappens(page, anna);
            aTicketIsGoodForOneStream(page);
            itMissesNothingBetweenTwoTickets(page, anna, last);
            String operation = itsStreamEndsWithTheOperation(page, anna);
            List<String> tickets = page.reports("tickets").stream()
                    .map(report -> report.getString("ticket"))
                    .toList();
            assertThat(tickets).hasSize(3).doesNotContainNull();
            nothingTellsOf(tickets, operation);
        }
    }

    private static String itHearsWhatHappens(WebPage page, Client anna) {
        page.tell("open", "first", "/v1/stream");
        heard(page, "first", "ready");
        String operation = operation(anna);
        JsonObject told = heard(page, "first", "operation");
        assertThat(told.getJsonObject("data").getString("id")).isEqualTo(operation);
        JsonObject done = reported(
                page,
                "first",
                report -> report.getJsonObject("data", new JsonObject()).getBoolean("done", false));
        page.tell("close", "first");
        return done.getString("id");
    }

    private static void aTicketIsGoodForOneStream(WebPage page) {
        page.tell("again", "second", "first");
        assertThat(heard(page, "second", "error").getBoolean("closed")).isTrue();
    }

    private static void itMissesNothingBetweenTwoTickets(WebPage page, Client anna, String last) {
        String missed = operation(anna);
        page.tell("open", "third", "/v1/stream", last);
        assertThat(heard(page, "third", "operation").getJsonObject("data").getString("id"))
                .isEqualTo(missed);
        assertThat(page.reports("third"))
                .extracting(report -> report.getString("event"))
                .doesNotContain("ready", "reset");
        page.tell("close", "third");
    }

    /** The browser connects again by itself, with the ticket that it has used: it is told no, and gives up. */
    private static String itsStreamEndsWithTheOperation(WebPage page, Client anna) {
        String operation = operation(anna);
        page.tell("open", "fourth", "/v1/operations/" + operation + "/events");
        reported(page, "fourth", report -> report.getBoolean("closed", false));
        assertThat(page.reports("fourth"))
                .filteredOn(report -> report.getString("event").equals("operation"))
                .extracting(report -> report.getJsonObject("data").getString("status"))
                .endsWith("succeeded");
        assertThat(page.reports("fourth"))
                .filteredOn(report -> report.getString("event").equals("error"))
                .extracting(report -> report.getBoolean("closed"))
                .containsExactly(false, true);
        return operation;
    }

    private void nothingTellsOf(List<String> tickets, String operation) {
        String path = "/v1/operations/" + operation + "/events";
        await().atMost(PATIENCE)
                .until(() -> TheSystem.TRACES.with("url.path", path).stream()
                        .map(span -> span.number("http.response.status_code"))
                        .toList()
                        .containsAll(List.of(200L, 401L)));
        List<String> recorded =
                TheSystem.TRACES.all().stream().map(Traces.Seen::everything).toList();
        List<String> lines = List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.DEBUG))
                .map(event -> event.getFormattedMessage() + event.getMDCPropertyMap() + event.getKeyValuePairs())
                .toList();
        assertThat(tickets).allSatisfy(ticket -> {
            assertThat(recorded).noneMatch(span -> span.contains(ticket));
            assertThat(lines).noneMatch(line -> line.contains(ticket));
        });
    }

    private static JsonObject heard(WebPage page, String stream, String event) {
        return reported(page, stream, report -> event.equals(report.getString("event")));
    }

    private static JsonObject reported(WebPage page, String stream, Predicate<JsonObject> which) {
        return await().atMost(PATIENCE)
                .until(() -> page.reports(stream).stream().filter(which).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The id of one that has ended. */
    private static String operation(Client anna) {
        return anna.outcome(anna.post("/v1/workspaces", new JsonObject().put("name", "Acme")))
                .getString("id");
    }
}
