package dev.tandem.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.local.LocalOptions;
import dev.tandem.local.LocalSystem;
import dev.tandem.local.http.JsonServer;
import dev.tandem.local.instance.Instance;
import dev.tandem.local.instance.StateFiles;
import dev.tandem.local.mail.CaughtMails;
import dev.tandem.local.mail.MailCatcher;
import dev.tandem.local.mail.MailPages;
import dev.tandem.local.mail.SentMail;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MailTest {

    private static final Path DEFINITIONS = Path.of(System.getProperty("tandem.definitions"));
    private static final StateFiles STATES = StateFiles.of(System.getenv());
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    private final CaughtMails mails = new CaughtMails();
    private final MailCatcher catcher = MailCatcher.start(mails);
    private final JsonServer documents = JsonServer.onLoopback();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private final List<Instance> known = new ArrayList<>();

    @AfterEach
    void close() {
        known.forEach(STATES::remove);
        catcher.close();
        documents.close();
    }

    @Test
    void an_assignment_is_mailed_and_shown_by_the_command_and_the_page() throws Exception {
        try (LocalSystem system = LocalSystem.start(options(Map.of()))) {
            Instance instance = system.instance().orElseThrow();
            add(instance);
            String port = Integer.toString(instance.port());
            URI page = system.mails().orElseThrow();
            Assignment assignment = new Assignment(system, temporary);
            assertThat(told("mail", "--port", port)).isEqualTo("Nothing was mailed yet.\n\npage  " + page + "\n");

            assignment.of("Write the tests");

            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(told("mail", "--port", port).lines())
                            .anySatisfy(line -> assertThat(line)
                                    .matches("1  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  bob@example\\.com  "
                                            + ".*Write the tests.*")));
            assertThat(told("mail", "1", "--port", port))
                    .contains("To: bob@example.com\n", "\nSubject: ", "\nStop these mails: http://localhost:")
                    .endsWith("\n\npage  " + page + "1\n");
            assertThat(get(page + "1")).contains("Write the tests", "<iframe sandbox");
        }
    }

    @Test
    void with_a_mail_server_of_its_own_nothing_is_caught() throws Exception {
        URI there = showing(true);
        try (LocalSystem system =
                LocalSystem.start(options(Map.of("SMTP_URI", catcher.uri().toString())))) {
            Instance instance = system.instance().orElseThrow();
            add(instance);

            new Assignment(system, temporary).of("Write the tests");

            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(get(there + "list.json")).contains("bob@example.com"));
            assertThat(system.mails()).isEmpty();
            assertThat(run("mail", "--port", Integer.toString(instance.port()))).isEqualTo(1);
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines("tandem: The instance on port " + instance.port()
                            + " sends its mail to another server, since SMTP_URI is set in its environment.");
        }
    }

    @Test
    void the_last_mail_comes_first_and_steers_no_terminal() throws Exception {
        SentMail.ofBoth(catcher.uri(), "One", "Hello\u001b[2J\nBob", "<p>Hello");
        SentMail.ofBoth(catcher.uri(), "Two\u001b]0;title\u0007", "Hello", "<p>Hello");
        shown(3, showing(true));

        assertThat(told("mail", "--port", "3").lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("N  time +to +subject"),
                        line -> assertThat(line).startsWith("2  ").endsWith("bob@example.com  Two?]0;title?"),
                        line -> assertThat(line).startsWith("1  ").endsWith("bob@example.com  One"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).startsWith("page  http://127.0.0.1:"));
        assertThat(told("mail", "1", "--port", "3")).contains("\n\nHello?[2J\nBob\n\npage  ");
    }

    @Test
    void scripts_read_json() throws Exception {
        SentMail.ofBoth(catcher.uri(), "One", "Hello", "<p>Hello");
        URI page = showing(true);
        shown(4, page);

        JsonObject list = new JsonObject(told("mail", "--json", "--port", "4"));
        assertThat(list.getString("page")).isEqualTo(page.toString());
        assertThat(list.getJsonArray("mails").getJsonObject(0).getString("subject"))
                .isEqualTo("One");
        JsonObject one = new JsonObject(told("mail", page + "1", "--json", "--port", "4"));
        assertThat(one.getString("text")).isEqualTo("Hello");
        assertThat(one.getString("html")).isEqualTo("<p>Hello");
        assertThat(one.getString("page")).isEqualTo(page + "1");
    }

    @Test
    void what_cannot_be_shown_is_one_sentence() {
        shown(5, showing(true));
        refused("mail 7 --port 5", "The instance on port 5 has no mail 7: it was not sent yet, or has made room");
        add(Instance.here(6, temporary));
        refused("mail --port 6", "The instance on port 6 is of an older build and tells of no mails.");
        refused("mail --port 7", "No instance runs on port 7; start one with ./tandem up --port 7");
    }

    private LocalOptions options(Map<String, String> variables) throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        return LocalOptions.temporary(DEFINITIONS)
                .with(Map.of("WARM_UP_SECONDS", "0"))
                .with(variables)
                .keptIn(temporary.resolve("data"));
    }

    private URI showing(boolean on) {
        return new MailPages(mails, on).serve(documents);
    }

    private void shown(int port, URI page) {
        add(Instance.here(port, temporary).mailsAt(page));
    }

    private void add(Instance instance) {
        STATES.add(instance);
        known.add(instance);
    }

    private void refused(String line, String sentence) {
        err.getBuffer().setLength(0);
        assertThat(run(line.split(" "))).isEqualTo(1);
        assertThat(err.toString()).startsWith("tandem: " + sentence).hasLineCount(1);
    }

    private String told(String... line) {
        out.getBuffer().setLength(0);
        assertThat(run(line)).as(err.toString()).isZero();
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private int run(String... arguments) {
        return Tandem.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String get(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
