package dev.tandem.notifier.mail;

import static dev.tandem.notifier.mail.EncryptedSmtpServer.PASSWORD;
import static dev.tandem.notifier.mail.EncryptedSmtpServer.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.backends.tls.Certificates;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.mail.EncryptedSmtpServer.Encryption;
import dev.tandem.notifier.mail.EncryptedSmtpServer.Login;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which mail server is told the password and given mails. */
@Timeout(60)
class MailEncryptionTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("encrypted_mail"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 4);

    private static final String UNKNOWN = "unable to find valid certification path";
    private static final String NOT_OFFERED = "STARTTLS required but not supported";

    @TempDir
    static Path directory;

    private static Certificates certificates;

    private final MailedPerson bob = MailedPerson.told(POOL, "Anna assigned it to you");

    @BeforeAll
    static void begin() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
        certificates = Certificates.in(directory);
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_our_own_authority_vouches_for_gets_the_password_and_the_mail(Encryption encryption) {
        try (EncryptedSmtpServer server =
                EncryptedSmtpServer.showing(certificates.signedFor("localhost"), encryption)) {
            assertThat(carry(address(encryption, server, PASSWORD))).isInstanceOf(Attempt.Sent.class);

            assertThat(server.logins).containsExactly(new Login(USER, PASSWORD, true));
            assertThat(server.recipients).containsExactly(bob.address());
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_vouches_for_itself_gets_nothing(Encryption encryption) {
        refused(certificates.selfSignedFor("localhost"), encryption, UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    void one_with_a_certificate_for_another_host_gets_nothing(Encryption encryption) {
        refused(
                certificates.signedFor("elsewhere.test"),
                encryption,
                "No subject alternative DNS name matching localhost");
    }

    @ParameterizedTest
    @EnumSource
    void without_an_authority_of_our_own_those_of_java_decide(Encryption encryption) {
        try (EncryptedSmtpServer server =
                EncryptedSmtpServer.showing(certificates.signedFor("localhost"), encryption)) {
            refused(server, address(encryption, server, PASSWORD).replaceAll("\\?.*", ""), UNKNOWN);
        }
    }

    @Test
    void a_server_without_encryption_gets_nothing() {
        try (EncryptedSmtpServer server = EncryptedSmtpServer.inTheClear()) {
            refused(server, address(Encryption.STARTTLS, server, PASSWORD), NOT_OFFERED);
        }
    }

    @Test
    void a_server_without_encryption_gets_no_mail_even_when_it_asks_for_no_password() {
        try (EncryptedSmtpServer server = EncryptedSmtpServer.inTheClear()) {
            refused(server, "smtp://localhost:" + server.port(), NOT_OFFERED);
        }
    }

    @Test
    void a_server_that_takes_no_password_gets_no_mail_when_there_is_one() {
        try (EncryptedSmtpServer server = EncryptedSmtpServer.withoutLogin(certificates.signedFor("localhost"))) {
            refused(server, address(Encryption.FROM_THE_START, server, PASSWORD), "login is required");
        }
    }

    @ParameterizedTest
    @EnumSource
    void while_the_password_is_wrong_mails_wait(Encryption encryption) {
        try (EncryptedSmtpServer server =
                EncryptedSmtpServer.showing(certificates.signedFor("localhost"), encryption)) {
            Attempt attempt = carry(address(encryption, server, "wrong"));

            assertThat(attempt).isInstanceOf(Attempt.Unavailable.class);
            assertThat(attempt.answer()).startsWith("535").doesNotContain("wrong");
            assertThat(server.logins).isNotEmpty().allMatch(Login::encrypted);
            assertThat(server.recipients).isEmpty();
        }
    }

    private void refused(SSLContext shown, Encryption encryption, String reason) {
        try (EncryptedSmtpServer server = EncryptedSmtpServer.showing(shown, encryption)) {
            refused(server, address(encryption, server, PASSWORD), reason);
        }
    }

    private void refused(EncryptedSmtpServer server, String address, String reason) {
        Attempt attempt = carry(address);

        assertThat(attempt).isInstanceOf(Attempt.Unavailable.class);
        assertThat(attempt.answer()).contains(reason);
        assertThat(server.logins).isEmpty();
        assertThat(server.recipients).isEmpty();
    }

    private Attempt carry(String address) {
        MailSettings settings = new MailSettings(
                Optional.of(SmtpAddress.parse(address)),
                "Tandem <tandem@example.com>",
                URI.create("https://tandem.example.com"),
                Optional.empty(),
                Optional.empty());
        MailCarrier carrier = Carriers.mail(VERTX, POOL, settings, 1);
        try {
            return Awaiting.get(carrier.carry(bob.delivery()));
        } finally {
            Awaiting.get(carrier.close().map(true));
        }
    }

    private static String address(Encryption encryption, EncryptedSmtpServer server, String password) {
        return encryption.scheme + "://" + USER + ":"
                + password.replace(" ", "%20").replace(":", "%3A") + "@localhost:" + server.port() + "?cacertfile="
                + certificates.authority();
    }
}
