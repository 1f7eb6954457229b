package dev.tandem.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.http.JsonServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailPagesTest {

    private static final String SCRIPT = "<script>alert('hello')</script>";

    private final CaughtMails mails = new CaughtMails();
    private final MailCatcher catcher = MailCatcher.start(mails);
    private final JsonServer server = JsonServer.onLoopback();
    private final URI page = new MailPages(mails, true).serve(server);

    @AfterEach
    void close() {
        catcher.close();
        server.close();
    }

    @Test
    void mails_are_listed_and_shown() throws Exception {
        assertThat(get("").body()).contains("Nothing was mailed yet.");
        SentMail.ofBoth(catcher.uri(), "The first", "in text", "<b>in HTML</b>");
        SentMail.ofText(catcher.uri(), "The second", "in text only");

        assertThat(get("").body()).containsSubsequence("<a href=\"2\">The second</a>", "<a href=\"1\">The first</a>");
        assertThat(get("1").body())
                .contains("<h1>The first</h1>", "<th>To<td>bob@example.com", "<pre>in text</pre>")
                .contains("<iframe sandbox src=\"1/html\"");
        assertThat(get("1/html").body()).isEqualTo("<b>in HTML</b>");
        assertThat(get("2").body()).contains("in text only").doesNotContain("<iframe");
        assertThat(new JsonObject(get("list.json").body()).getJsonArray("mails"))
                .hasSize(2);
        assertThat(new JsonObject(get("1.json").body()))
                .contains(entry("subject", "The first"), entry("html", "<b>in HTML</b>"));
    }

    /** A browser obeys these headers; what is markup in a mail is none in our own pages. */
    @Test
    void what_a_mail_contains_is_not_executed() throws Exception {
        SentMail.ofBoth(catcher.uri(), SCRIPT, SCRIPT, SCRIPT);

        for (String ours : new String[] {"", "1"}) {
            HttpResponse<String> answer = get(ours);
            assertThat(answer.body()).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;hello");
            assertThat(policy(answer)).contains("default-src 'none'").doesNotContain("script-src", "sandbox");
        }
        HttpResponse<String> its = get("1/html");
        assertThat(its.body()).isEqualTo(SCRIPT);
        assertThat(policy(its).split("; ")).contains("default-src 'none'", "form-action 'none'", "sandbox");
        assertThat(policy(its)).doesNotContain("script-src", "allow-");
        assertThat(its.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(its.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2.json", "1/html", "0", "1/", "1/html/", "x", "999999999999999999", "1.json.json"})
    void what_is_not_there_is_not_found(String path) throws Exception {
        SentMail.ofText(catcher.uri(), "The only", "no HTML");

        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void the_address_cannot_be_guessed() throws Exception {
        assertThat(page.getPath()).matches("/mails/[0-9a-f-]{36}/");
        assertThat(new MailPages(mails, true).serve(server)).isNotEqualTo(page);
        for (String guess : new String[] {"/", "/mails/", "/mails/list.json"}) {
            assertThat(get(page.resolve(guess), "").statusCode()).as(guess).isEqualTo(404);
        }
    }

    @Test
    void when_mail_goes_elsewhere_the_page_says_so() throws Exception {
        try (JsonServer other = JsonServer.onLoopback()) {
            URI there = new MailPages(new CaughtMails(), false).serve(other);

            assertThat(get(there, "").body()).contains("Mail goes to the server that SMTP_URI names");
            assertThat(new JsonObject(get(there, "list.json").body()).getBoolean("caught"))
                    .isFalse();
        }
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return Map.entry(name, value);
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(page, path);
    }

    private static HttpResponse<String> get(URI page, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(page.toString() + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
