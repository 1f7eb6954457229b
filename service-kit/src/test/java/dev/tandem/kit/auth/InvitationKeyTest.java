package dev.tandem.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationKeyTest {

    private final InvitationKey key = key("0123456789abcdef0123456789abcdef");
    private final UUID invitation = UuidCreator.getTimeOrderedEpoch();

    private static InvitationKey key(String bytes) {
        return InvitationKey.parse(Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_token_leads_to_its_invitation_and_can_stand_in_an_address() {
        String token = key.token(invitation);

        assertThat(token).matches("[A-Za-z0-9_-]{64}").isEqualTo(key.token(invitation));
        assertThat(key.invitation(token)).contains(invitation);
        assertThat(key.token(UuidCreator.getTimeOrderedEpoch()).substring(22)).isNotEqualTo(token.substring(22));
    }

    @Test
    void a_token_with_any_other_character_and_one_of_another_key_lead_nowhere() {
        String token = key.token(invitation);

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(key.invitation(token.substring(0, i) + other + token.substring(i + 1)))
                    .as("at %d", i)
                    .isEmpty();
        }
        assertThat(key("another key another key another ke").invitation(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "01980a3e-1111-7000-8000-000000000001", "ä", "=", "%"})
    void what_is_no_token_leads_nowhere(String text) {
        assertThat(key.invitation(text)).isEmpty();
        assertThat(key.invitation(text.isEmpty() ? text : text.repeat(64).substring(0, 64)))
                .isEmpty();
    }

    @Test
    void a_seal_is_that_of_its_text_and_key_only() {
        assertThat(key.seal("carol@example.com"))
                .matches("[A-Za-z0-9_-]{43}")
                .isEqualTo(key.seal("carol@example.com"))
                .isNotEqualTo(key.seal("bob@example.com"))
                .isNotEqualTo(key("another key another key another ke").seal("carol@example.com"));
    }

    @Test
    void a_key_is_long_enough_and_never_repeated() {
        assertThatThrownBy(() -> InvitationKey.parse("c2hvcnQ=")).hasMessage("too short");
        assertThatThrownBy(() -> InvitationKey.parse("not Base64!")).hasMessage("not Base64");
        assertThat(key).hasToString("InvitationKey");
    }
}
