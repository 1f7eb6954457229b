package dev.tandem.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.notifier.webhook.Condition.Disabled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    private static final Condition GOOD = new Condition(null, 0, null, null, false);
    private static final Reply TAKEN = reply(204);
    private static final Reply BUSY = reply(503);
    private static final Reply SILENT = Reply.none("no answer", 15_000);

    @Test
    void what_is_taken_keeps_it_good() {
        assertThat(GOOD.after(List.of(TAKEN), List.of(), NOW)).isEqualTo(GOOD);
        assertThat(GOOD.rest()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT5M", "3, PT30M", "4, PT30M", "100, PT30M"})
    void pauses_grow_with_the_failures(int failures, Duration rest) {
        Condition condition = GOOD;
        for (int i = 0; i < failures; i++) {
            condition = condition.after(List.of(BUSY, SILENT), List.of(), NOW.plusSeconds(i));
        }

        assertThat(condition).isEqualTo(new Condition(null, failures, NOW, "no answer", false));
        assertThat(condition.rest()).isEqualTo(rest);
    }

    @Test
    void one_that_takes_something_is_good_again() {
        Condition failing = GOOD.after(List.of(BUSY), List.of(), NOW);

        assertThat(failing.after(List.of(BUSY, TAKEN), List.of(), NOW)).isEqualTo(GOOD);
    }

    @Test
    void five_days_of_failure_disable_it_and_being_taken_enables_it() {
        Condition failing = GOOD.after(List.of(BUSY), List.of(), NOW);
        Condition still = failing.after(List.of(BUSY), List.of(), NOW.plus(Condition.LONGEST_FAILURE));
        assertThat(still.disabled()).isNull();

        Condition disabled = still.after(
                List.of(BUSY), List.of(), NOW.plus(Condition.LONGEST_FAILURE).plusMillis(1));
        assertThat(disabled.disabled()).isEqualTo(Disabled.FAILURES);
        assertThat(disabled.rest()).isEqualTo(Duration.ofMinutes(30));

        assertThat(disabled.after(List.of(TAKEN), List.of(), NOW)).isEqualTo(GOOD);
    }

    @Test
    void a_delivery_that_is_refused_again_says_nothing_new() {
        Condition failing = GOOD.after(List.of(BUSY), List.of(), NOW);

        assertThat(failing.after(List.of(), List.of(BUSY), NOW)).isEqualTo(failing);
        assertThat(failing.after(List.of(), List.of(TAKEN), NOW)).isEqualTo(GOOD);
        assertThat(GOOD.after(List.of(), List.of(BUSY), NOW)).isEqualTo(failing);
        assertThat(failing.after(List.of(BUSY), List.of(BUSY), NOW).failures()).isEqualTo(2);
    }

    @Test
    void a_receiver_that_says_it_is_gone_is_believed_whatever_else_it_took() {
        assertThat(GOOD.after(List.of(TAKEN, reply(410), TAKEN), List.of(), NOW).disabled())
                .isEqualTo(Disabled.GONE);
    }

    @Test
    void an_answer_is_short_and_can_be_stored() {
        assertThat(Reply.none("2\0 OK", 1).answer()).isEqualTo("2  OK");
        assertThat(Reply.none("x".repeat(5_000), 1).answer()).hasSize(4_096);
    }

    @Test
    void one_that_is_gone_is_left_alone() {
        Condition gone = GOOD.after(List.of(reply(410)), List.of(), NOW);

        assertThat(gone.disabled()).isEqualTo(Disabled.GONE);
        assertThat(gone.rest()).isNull();
    }

    @Test
    void what_an_admin_disabled_stays_so() {
        Condition disabled = new Condition(Disabled.ADMIN, 0, null, null, false);

        assertThat(disabled.after(List.of(TAKEN), List.of(), NOW)).isEqualTo(disabled);
        assertThat(disabled.after(List.of(BUSY), List.of(), NOW)).isEqualTo(disabled);
        assertThat(disabled.rest()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -",
                "120, PT2M",
                "0, PT0S",
                "999999999, PT10H",
                "soon, -",
                "-1, -",
                "'Sun, 06 Nov 1994 08:49:37 GMT', -"
            })
    void a_receiver_says_how_long_it_wants_to_be_left_alone(@Nullable String header, @Nullable Duration wish) {
        assertThat(WebhookClient.retryAfter(header)).isEqualTo(wish);
    }

    private static Reply reply(int status) {
        return new Reply(status, "answer " + status, null, 1);
    }
}
