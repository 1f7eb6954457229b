package dev.tandem.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadMailTest {

    @Test
    void headers_are_unfolded_and_decoded() {
        ReadMail mail = read("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n an alle\r\nList-Id: <x>\r\n\r\nHello");

        assertThat(mail.headers())
                .containsExactly(new MailHeader("Subject", "Grüße an alle"), new MailHeader("List-Id", "<x>"));
        assertThat(mail.text()).isEqualTo("Hello");
        assertThat(mail.html()).isNull();
    }

    @Test
    void a_mail_of_html_alone_has_no_text_and_an_attachment_is_neither() {
        ReadMail mail = read("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain
                Content-Disposition: attachment; filename=a.txt

                attached
                --b
                Content-Type: text/html; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                <p>Gr=FC=DFe</p>
                --b--
                """);

        assertThat(mail.text()).isNull();
        assertThat(mail.html()).isEqualTo("<p>Grüße</p>");
        assertThat(mail.subject()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no header at all",
                "Content-Type: text/plain; charset=klingon\r\n\r\nqapla'",
                "Content-Type: ;;;\r\n\r\nx",
                "Content-Type: multipart/mixed\r\n\r\nno boundary",
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%",
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: unheard-of\r\n\r\nx",
                "Subject: =?klingon?Q?x?=\r\n\r\nx"
            })
    void whatever_was_sent_can_be_shown(String content) {
        ReadMail mail = read(content);

        assertThat(mail.headers()).isNotNull();
        assertThat(MailHtml.one(caught(content))).contains("<h1>");
    }

    @Test
    void multiparts_are_not_followed_into_any_depth() {
        StringBuilder nested = new StringBuilder();
        for (int depth = 0; depth < 2_000; depth++) {
            nested.append("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(depth, depth));
        }

        assertThat(read(nested.append("\r\nhidden").toString()).text()).isNull();
    }

    private static ReadMail read(String content) {
        return ReadMail.of(caught(content));
    }

    private static CaughtMail caught(String content) {
        return new CaughtMail(1, Instant.EPOCH, "anna@example.com", List.of("bob@example.com"), Buffer.buffer(content));
    }
}
