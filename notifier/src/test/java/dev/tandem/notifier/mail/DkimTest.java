package dev.tandem.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.config.ConfigurationException;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.delivery.Attempt;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signs mails of a real conversation, and verifies them as a receiver does. */
@Timeout(60)
class DkimTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("signed_mail"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 4);
    private static final KeyPair KEYS = rsa(2048);
    private static final KeyPair OTHER_KEYS = rsa(2048);
    private static final String LONGEST_NAME = "a".repeat(31) + "." + "b".repeat(31);
    private static final Map<String, String> SIGNING = Map.of(
            "MAIL_DKIM_DOMAIN",
            "example.com",
            "MAIL_DKIM_SELECTOR",
            "tandem",
            "MAIL_DKIM_KEY",
            pem(KEYS, "PRIVATE KEY"));

    @TempDir
    Path directory;

    private final SmtpServer server = SmtpServer.start(VERTX, 0);

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Anna assigned it to you",
                "Anna assigned  two\tblanks to you  ",
                "Änna hat dir Grüße an alle, die sehr weit weg wohnen und lange Überschriften mögen, zugewiesen",
                ".\n..dots\n\n\n\nand blank lines\n\n",
                "one\r\ntwo\rthree\u0085four\u2028five\fsix",
                "\uD83D\uDE80 a rocket; b=; bh=",
            })
    void a_receiver_can_verify_a_mail(String text) throws GeneralSecurityException {
        String mail = sent(read(SIGNING), text);

        DkimVerifier verifier = new DkimVerifier(mail);
        assertThat(verifier.verifies(KEYS.getPublic())).as(mail).isTrue();
        assertThat(verifier.tags).containsEntry("d", "example.com").containsEntry("s", "tandem");
        assertThat(verifier.signedHeaders())
                .contains(
                        "from",
                        "to",
                        "subject",
                        "date",
                        "message-id",
                        "list-id",
                        "list-unsubscribe",
                        "list-unsubscribe-post",
                        "mime-version",
                        "content-type");
    }

    @ParameterizedTest
    @CsvSource({
        "From: Tandem, From: Eve",
        "List-Unsubscribe: <https, List-Unsubscribe: <http",
        "List-Unsubscribe-Post: List, List-Unsubscribe-Post: Last",
        "Subject: Anna, Subject: Eve",
        "'Date:', 'Date: yesterday'",
        "https://tandem.example.com/tasks, https://tandem.example.org/tasks",
    })
    void what_was_changed_on_the_way_is_noticed(String before, String after) throws GeneralSecurityException {
        String mail = sent(read(SIGNING), "Anna assigned it to you");

        assertThat(mail).contains(before);
        assertThat(new DkimVerifier(mail.replace(before, after)).verifies(KEYS.getPublic()))
                .isFalse();
        assertThat(new DkimVerifier(mail).verifies(OTHER_KEYS.getPublic())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From",
                "To",
                "Cc",
                "Reply-To",
                "Sender",
                "Subject",
                "Date",
                "MIME-Version",
                "Content-Type",
                "List-Unsubscribe",
                "List-Unsubscribe-Post",
            })
    void a_header_that_was_added_on_the_way_is_noticed(String name) throws GeneralSecurityException {
        String mail = sent(read(SIGNING), "Anna assigned it to you");

        assertThat(new DkimVerifier(name + ": https://eve.example.com\r\n" + mail).verifies(KEYS.getPublic()))
                .isFalse();
    }

    @Test
    void the_longest_names_and_key_fit_into_a_line() throws GeneralSecurityException {
        String mail = sent(
                read(Map.of(
                        "MAIL_DKIM_DOMAIN",
                        LONGEST_NAME,
                        "MAIL_DKIM_SELECTOR",
                        LONGEST_NAME,
                        "MAIL_DKIM_KEY",
                        pem(KEYS, "PRIVATE KEY"))),
                "Anna assigned it to you");

        assertThat(mail.lines()).allMatch(line -> line.length() <= 998);
        assertThat(new DkimVerifier(mail).verifies(KEYS.getPublic())).isTrue();
    }

    @Test
    void a_signature_holds_up_no_event_loop_of_the_service() {
        try (WatchedSignatures signatures = new WatchedSignatures()) {
            sent(read(SIGNING), "Anna assigned it to you");

            assertThat(signatures.makers)
                    .singleElement()
                    .satisfies(maker -> assertThat(maker).isPresent().get().isNotSameAs(VERTX));
        }
    }

    @Test
    void without_a_key_mails_are_not_signed() {
        assertThat(sent(read(Map.of()), "Anna assigned it to you")).doesNotContain("DKIM");
    }

    @Test
    void the_key_may_stand_in_a_file() throws IOException {
        Path file = Files.writeString(directory.resolve("dkim.pem"), pem(KEYS, "PRIVATE KEY"));
        Map<String, String> environment = new HashMap<>(SIGNING);
        environment.remove("MAIL_DKIM_KEY");
        environment.put("MAIL_DKIM_KEY_FILE", file.toString());

        Dkim dkim = read(environment).dkim().orElseThrow();

        assertThat(dkim.key()).isEqualTo(KEYS.getPrivate());
        assertThat(dkim).hasToString("tandem._domainkey.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL_DKIM_DOMAIN", "MAIL_DKIM_SELECTOR", "MAIL_DKIM_KEY"})
    void a_part_alone_is_refused_and_so_is_one_that_is_missing(String part) {
        Map<String, String> others = new HashMap<>(SIGNING);
        others.remove(part);

        assertThatThrownBy(() -> read(others))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(part + " is missing; to sign mails, set");
        assertThatThrownBy(() -> read(Map.of(part, SIGNING.get(part))))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(refused ->
                        assertThat(((ConfigurationException) refused).faults()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no key", "short", "long", "ec", "pkcs1", "public", "cut"})
    void a_key_that_cannot_sign_is_refused_without_repeating_it(String kind) throws GeneralSecurityException {
        String whole = SIGNING.get("MAIL_DKIM_KEY");
        String key =
                switch (kind) {
                    case "no key" -> "hunter2";
                    case "short" -> pem(rsa(1024), "PRIVATE KEY");
                    case "long" -> pem(rsa(3072), "PRIVATE KEY");
                    case "ec" -> pem(KeyPairGenerator.getInstance("EC").generateKeyPair(), "PRIVATE KEY");
                    case "pkcs1" -> pem(KEYS, "RSA PRIVATE KEY");
                    case "public" -> whole.replace("PRIVATE", "PUBLIC");
                    default -> whole.replaceFirst("\n.{64}\n", "\n");
                };
        Map<String, String> environment = new HashMap<>(SIGNING);
        environment.put("MAIL_DKIM_KEY", key);

        assertThatThrownBy(() -> read(environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MAIL_DKIM_KEY is malformed; it should be an RSA key of 2048 bits in PEM")
                .hasMessageNotContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exa mple.com", "example.com.", ".com", "-a.com", "a..b", "ex;d=evil.com", "LONG"})
    void a_name_that_cannot_stand_in_the_dns_is_refused(String name) {
        for (String variable : new String[] {"MAIL_DKIM_DOMAIN", "MAIL_DKIM_SELECTOR"}) {
            Map<String, String> environment = new HashMap<>(SIGNING);
            environment.put(variable, name.replace("LONG", LONGEST_NAME + "b"));

            assertThatThrownBy(() -> read(environment))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(variable + " is malformed");
        }
    }

    /** Returns the mail as it was received. */
    private String sent(MailSettings settings, String text) {
        MailedPerson bob = MailedPerson.told(POOL, text);
        MailCarrier carrier = Carriers.mail(VERTX, POOL, settings, 1);
        try {
            assertThat(Awaiting.get(carrier.carry(bob.delivery()))).isInstanceOf(Attempt.Sent.class);
        } finally {
            Awaiting.get(carrier.close().map(true));
        }
        return server.to(bob.address()).get(0).content().replace("\n", "\r\n");
    }

    private MailSettings read(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("SMTP_URI", "smtp://127.0.0.1:" + server.port() + "?starttls=disabled");
        all.put("MAIL_FROM", "Tandem <tandem@example.com>");
        all.put("SITE_URI", "https://tandem.example.com");
        return Environment.of(all).read(MailSettings::from);
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair keys, String title) {
        return "-----BEGIN " + title + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END " + title + "-----\n";
    }
}
