package dev.tandem.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BounceSecretTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final BounceSecret secret = BounceSecret.parse(SECRET);

    @Test
    void it_is_shown_as_a_bearer_token_or_as_the_password_of_any_user() {
        assertThat(secret.isShownBy("Bearer " + SECRET)).isTrue();
        assertThat(secret.isShownBy("bearer  " + SECRET)).isTrue();
        assertThat(secret.isShownBy(basic("tandem:" + SECRET))).isTrue();
        assertThat(secret.isShownBy(basic(":" + SECRET))).isTrue();
    }

    @Test
    void nothing_else_shows_it() {
        assertThat(secret.isShownBy(null)).isFalse();
        assertThat(secret.isShownBy(SECRET)).isFalse();
        assertThat(secret.isShownBy("Bearer " + SECRET + "0")).isFalse();
        assertThat(secret.isShownBy("Bearer " + SECRET.substring(1))).isFalse();
        assertThat(secret.isShownBy("Bearer")).isFalse();
        assertThat(secret.isShownBy(basic(SECRET + ":"))).isFalse();
        assertThat(secret.isShownBy(basic("tandem:" + SECRET + ":"))).isFalse();
        assertThat(secret.isShownBy("Basic !!!")).isFalse();
        assertThat(secret.isShownBy("Digest " + SECRET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef hunter2"})
    void one_that_could_be_guessed_is_refused_without_being_repeated(String text) {
        assertThatThrownBy(() -> BounceSecret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(text);
        assertThat(secret.toString()).doesNotContain(SECRET);
    }

    private static String basic(String account) {
        return "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
    }
}
