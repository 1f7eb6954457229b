package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows the link in a mail over HTTP, and presses the button there. */
@Timeout(60)
class MailSubscriptionTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final String IN_PARTS =
            "--part\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n" + "One-Click\r\n--part--\r\n";
    private static final Pattern BUTTON = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");

    private static final Vertx VERTX = Vertx.vertx();

    private final RunningNotifier notifier = RunningNotifier.get();
    private final Pool pool =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri(RunningNotifier.DATABASE)), "test", 1);
    private final String bob = "bob-" + anId();
    private final UUID token = aSubscriptionOf(bob);
    private final String link = "/v1/mail/subscriptions/" + token;

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void the_link_shows_a_page_and_changes_nothing() {
        String before = row();
        Answer page = notifier.get(link, null);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.text()).contains("You get mails of this workspace.").doesNotContain(bob);
        assertThat(row()).isEqualTo(before);
    }

    @Test
    void the_button_stops_the_mails_and_the_next_one_resumes_them() {
        Answer stopped = press(notifier.get(link, null));
        assertThat(stopped.text()).contains("Mails of this workspace are stopped.");
        assertThat(isStopped()).isTrue();
        assertThat(notifier.get(link, null).text()).contains("are stopped");

        Answer resumed = press(stopped);
        assertThat(resumed.text()).contains("You get mails of this workspace.");
        assertThat(isStopped()).isFalse();

        press(resumed);
        assertThat(isStopped()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({FORM + ", " + ONE_CLICK, FORM + ", ''", "multipart/form-data; boundary=part, parts"})
    void one_click_in_a_mail_program_stops_them(String contentType, String form) {
        Answer answer = notifier.postForm(link, contentType, form.equals("parts") ? IN_PARTS : form);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(isStopped()).isTrue();
    }

    @Test
    void what_is_repeated_changes_nothing_more() {
        notifier.postForm(link, FORM, ONE_CLICK);
        String stopped = columns();
        assertThat(notifier.postForm(link, FORM, ONE_CLICK).status()).isEqualTo(200);
        assertThat(columns()).isEqualTo(stopped);

        notifier.postForm(link + "/resumption", FORM, "");
        assertThat(notifier.postForm(link + "/resumption", FORM, "").status()).isEqualTo(200);
        assertThat(isStopped()).isFalse();
    }

    @Test
    void another_subscription_stays_as_it_is() {
        UUID elsewhere = aSubscriptionOf(bob);
        notifier.postForm(link, FORM, ONE_CLICK);

        assertThat(notifier.get("/v1/mail/subscriptions/" + elsewhere, null).text())
                .contains("You get mails");
    }

    @Test
    void a_token_that_nobody_has_is_not_found() {
        String unknown = "/v1/mail/subscriptions/" + UUID.randomUUID();
        assertThat(notifier.get(unknown, null).status()).isEqualTo(404);
        assertThat(notifier.postForm(unknown, FORM, ONE_CLICK).status()).isEqualTo(404);
        assertThat(notifier.postForm(unknown + "/resumption", FORM, "").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "{token}", "01980a3e666670008000000000000006"})
    void what_is_no_token_is_malformed(String malformed) {
        String path = "/v1/mail/subscriptions/" + malformed.replace("{", "%7B").replace("}", "%7D");
        assertThat(notifier.get(path, null).status()).isEqualTo(400);
        assertThat(notifier.postForm(path, FORM, ONE_CLICK).status()).isEqualTo(400);
        assertThat(notifier.postForm(path + "/resumption", FORM, "").status()).isEqualTo(400);
    }

    private Answer press(Answer page) {
        Matcher button = BUTTON.matcher(page.text());
        assertThat(button.find()).as(page.text()).isTrue();
        Answer answer = notifier.postForm(button.group(1), FORM, "");
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private UUID aSubscriptionOf(String user) {
        return first(
                        "INSERT INTO mail_subscription (user_id, workspace_id) VALUES ($1, $2) RETURNING token",
                        user,
                        anId())
                .getUUID("token");
    }

    private boolean isStopped() {
        return first("SELECT stopped_at IS NOT NULL AS stopped FROM mail_subscription WHERE token = $1", token)
                .getBoolean("stopped");
    }

    private String columns() {
        return first("SELECT s::text AS it FROM mail_subscription s WHERE token = $1", token)
                .getString("it");
    }

    /** With the transaction that wrote it last. */
    private String row() {
        return first("SELECT xmin::text || s::text AS it FROM mail_subscription s WHERE token = $1", token)
                .getString("it");
    }

    private Row first(String statement, Object... values) {
        return Awaiting.get(pool.preparedQuery(statement).execute(Tuple.from(values)))
                .iterator()
                .next();
    }
}
