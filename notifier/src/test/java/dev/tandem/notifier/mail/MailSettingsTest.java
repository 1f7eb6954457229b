package dev.tandem.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.backends.tls.Certificates;
import dev.tandem.kit.config.ConfigurationException;
import dev.tandem.kit.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailSettingsTest {

    @Test
    void without_a_server_no_mail_is_sent() {
        MailSettings settings = read(Map.of());

        assertThat(settings.server()).isEmpty();
        assertThat(settings.from()).isEqualTo("Tandem <tandem@localhost>");
        assertThat(settings.site()).hasToString("http://localhost:8080");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "smtp://mail.example.com,                      mail.example.com, 587, false, true,  -,   -",
                "smtps://mail.example.com,                     mail.example.com, 465, true,  false, -,   -",
                "smtp://ann:a%20b%3Ac+d@mail.example.com:2525, mail.example.com, 2525, false, true, ann, 'a b:c+d'",
                "smtps://ann:secret@mail.example.com/,         mail.example.com, 465, true,  false, ann, secret",
                "smtp://127.0.0.1:1025?starttls=disabled,      127.0.0.1,        1025, false, false, -,  -",
            })
    void the_address_says_where_and_how(
            String uri, String host, int port, boolean tls, boolean startTls, String user, String password) {
        assertThat(read(Map.of("SMTP_URI", uri)).server())
                .contains(new SmtpAddress(host, port, tls, startTls, null, user, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.com",
                "http://mail.example.com",
                "smtp://",
                "smtp://ann@mail.example.com",
                "smtp://ann:hunter2@mail.example.com?starttls=disabled",
                "smtps://mail.example.com?starttls=disabled",
                "smtp://mail.example.com?starttls=optional",
                "smtps://ann:hunter2@mail.example.com?cacertfile=/nowhere/ca.pem",
                "smtps://ann:hunter2@mail.example.com?cacertfile=/dev/null",
                "smtps://ann:hunter2@mail.example.com?cacertfile=%00",
                "smtps://ann:hunter2@mail.example.com?cafile=/nowhere/ca.pem",
                "smtp://ann:hunter2@mail.example.com/path",
                "smtp://ann:hunter2@not a host",
            })
    void any_other_address_is_refused_without_repeating_the_password(String uri) {
        assertThatThrownBy(() -> read(Map.of("SMTP_URI", uri)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SMTP_URI is malformed")
                .hasMessageContaining("smtp://user:password@mail.example.com:587")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void certificates_that_are_not_in_pem_are_refused(@TempDir Path directory) throws IOException {
        Path pem = Certificates.in(directory).authority();
        assertThat(read(Map.of("SMTP_URI", "smtps://mail.example.com?cacertfile=" + pem))
                        .server()
                        .orElseThrow()
                        .authorities())
                .isEqualTo(Files.readString(pem));
        Path der = Files.write(
                directory.resolve("ca.der"),
                Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[^-]*-----", "")));

        assertThatThrownBy(() -> read(Map.of("SMTP_URI", "smtps://mail.example.com?cacertfile=" + der)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SMTP_URI is malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tandem", "a@b@c", "Tandem <>", "tandem@example.com\r\nBcc: eve@example.com"})
    void a_sender_that_is_no_address_is_refused(String from) {
        assertThatThrownBy(() -> read(Map.of("MAIL_FROM", from)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MAIL_FROM is malformed");
    }

    private static MailSettings read(Map<String, String> environment) {
        return Environment.of(environment).read(MailSettings::from);
    }
}
