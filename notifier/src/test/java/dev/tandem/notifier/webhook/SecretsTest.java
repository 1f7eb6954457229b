package dev.tandem.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks signatures as receivers do: {@code v1} with the library of Standard Webhooks, {@code v1a} with the JDK alone. */
class SecretsTest {

    private static final WebhookKey KEY = WebhookKey.parse("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    private static final UUID WEBHOOK = UUID.fromString("01980a3e-6666-7000-8000-000000000006");
    private static final UUID MESSAGE = UUID.fromString("01980a3e-7777-7000-8000-000000000007");
    private static final String BODY = "{\"type\":\"project.created\"}";

    /** What precedes the 32 bytes of a public key in its X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    @Test
    void the_library_accepts_v1() throws Exception {
        Instant now = Instant.now();
        Secrets secrets = Secrets.of(KEY, WEBHOOK, 1);

        verify(secrets.shared(), now, BODY, secrets.sign(MESSAGE, now.getEpochSecond(), BODY));

        assertThatThrownBy(() ->
                        verify(secrets.shared(), now, BODY + " ", secrets.sign(MESSAGE, now.getEpochSecond(), BODY)))
                .hasMessageContaining("No matching signature");
        assertThatThrownBy(() -> verify(
                        Secrets.of(KEY, WEBHOOK, 2).shared(),
                        now,
                        BODY,
                        secrets.sign(MESSAGE, now.getEpochSecond(), BODY)))
                .hasMessageContaining("No matching signature");
    }

    @Test
    void the_jdk_accepts_v1a_by_the_published_key() throws Exception {
        Secrets secrets = Secrets.of(KEY, WEBHOOK, 1);
        String signature = secrets.sign(MESSAGE, 1_700_000_000, BODY);

        assertThat(isSignedBy(secrets.publicKey(), signature, MESSAGE + ".1700000000." + BODY))
                .isTrue();
        assertThat(isSignedBy(secrets.publicKey(), signature, MESSAGE + ".1700000001." + BODY))
                .isFalse();
        assertThat(isSignedBy(Secrets.of(KEY, WEBHOOK, 2).publicKey(), signature, MESSAGE + ".1700000000." + BODY))
                .isFalse();
    }

    @Test
    void every_webhook_and_generation_and_operator_has_secrets_of_its_own() {
        WebhookKey another = WebhookKey.parse("MTEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        List<Secrets> all = List.of(
                Secrets.of(KEY, WEBHOOK, 1),
                Secrets.of(KEY, WEBHOOK, 2),
                Secrets.of(KEY, MESSAGE, 1),
                Secrets.of(another, WEBHOOK, 1));

        assertThat(all).extracting(Secrets::shared).doesNotHaveDuplicates();
        assertThat(all).extracting(Secrets::publicKey).doesNotHaveDuplicates();
        assertThat(Secrets.of(KEY, WEBHOOK, 1).shared()).isEqualTo(all.get(0).shared());
    }

    @Test
    void for_a_day_after_a_rotation_both_generations_sign() throws Exception {
        Instant rotated = Instant.now();
        Webhook webhook = new Webhook(
                WEBHOOK,
                WEBHOOK,
                java.net.URI.create("https://example.com/"),
                null,
                List.of(),
                2,
                rotated,
                new Condition(null, 0, null, null, false),
                null,
                0,
                "anna",
                rotated);

        String signatures = webhook.sign(KEY, MESSAGE, rotated, BODY);
        verify(Secrets.of(KEY, WEBHOOK, 1).shared(), rotated, BODY, signatures);
        verify(Secrets.of(KEY, WEBHOOK, 2).shared(), rotated, BODY, signatures);
        assertThat(signatures.split(" ")).hasSize(4);

        assertThat(webhook.sign(KEY, MESSAGE, rotated.plus(Duration.ofHours(24)), BODY)
                        .split(" "))
                .hasSize(4);
        assertThat(webhook.sign(KEY, MESSAGE, rotated.plus(Duration.ofHours(24)).plusMillis(1), BODY)
                        .split(" "))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZQ==",
                "not base64 at all, but long enough to be"
            })
    void what_is_no_key_is_refused_and_not_repeated(String text) {
        assertThatThrownBy(() -> WebhookKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refused -> {
                    if (!text.isEmpty()) {
                        assertThat(refused).hasMessageNotContaining(text);
                    }
                });
    }

    private static void verify(String secret, Instant time, String body, String signatures) throws Exception {
        new com.standardwebhooks.Webhook(secret)
                .verify(
                        body,
                        java.net.http.HttpHeaders.of(
                                Map.of(
                                        "webhook-id",
                                        List.of(MESSAGE.toString()),
                                        "webhook-timestamp",
                                        List.of(Long.toString(time.getEpochSecond())),
                                        "webhook-signature",
                                        List.of(signatures)),
                                (name, value) -> true));
    }

    private static boolean isSignedBy(String publicKey, String signatures, String content) throws Exception {
        byte[] raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        byte[] encoded = new byte[X509.length + raw.length];
        System.arraycopy(X509, 0, encoded, 0, X509.length);
        System.arraycopy(raw, 0, encoded, X509.length, raw.length);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(key);
        check.update(content.getBytes(StandardCharsets.UTF_8));
        return check.verify(Base64.getDecoder()
                .decode(Stream.of(signatures.split(" "))
                        .filter(each -> each.startsWith("v1a,"))
                        .findFirst()
                        .orElseThrow()
                        .substring("v1a,".length())));
    }
}
