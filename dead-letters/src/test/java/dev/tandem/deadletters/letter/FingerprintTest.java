package dev.tandem.deadletters.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests which failures have the same fingerprint. */
class FingerprintTest {

    private static final String FRAMES = "Mail.send\nNotifier.lambda$apply$3";

    @Test
    void one_cause_has_one_fingerprint_whatever_the_message_says() {
        assertThat(of("no mail for anna", "MailException", FRAMES))
                .isEqualTo(of("none for bob", "MailException", FRAMES));
        assertThat(of("x", "MailException", FRAMES))
                .isEqualTo(of("x", "MailException", "Mail.send\nNotifier.lambda$apply$17"));
    }

    @Test
    void another_type_or_another_place_is_another_cause() {
        assertThat(of("x", "MailException", FRAMES)).isNotEqualTo(of("x", "SmtpException", FRAMES));
        assertThat(of("x", "MailException", FRAMES)).isNotEqualTo(of("x", "MailException", "Mail.open"));
    }

    @Test
    void without_a_stack_the_message_counts_but_for_what_differs_from_case_to_case() {
        String first = "Workspace 0190a1b2-0000-7000-8000-000000000001 has no member \"anna\" since 17 s";
        String second = "Workspace 0190a1b2-0000-7000-8000-000000000002 has no member \"bob\" since 4 s";

        assertThat(of(first, null, null)).isEqualTo(of(second, null, null));
        assertThat(of(first, null, null)).isNotEqualTo(of("Workspace is archived", null, null));
    }

    @Test
    void it_is_short_enough_to_be_typed_and_long_enough_to_be_unique() {
        assertThat(of("x", null, null)).matches("[0-9a-f]{32}");
    }

    private static String of(String error, @Nullable String type, @Nullable String frames) {
        return new Failure("exhausted", error, type, frames, 1, new JsonArray(), null, null).fingerprint();
    }
}
