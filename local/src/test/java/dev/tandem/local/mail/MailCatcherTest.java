package dev.tandem.local.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.MessagingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MailCatcherTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final CaughtMails mails = new CaughtMails();
    private final MailCatcher catcher = MailCatcher.start(mails);

    @AfterEach
    void close() {
        catcher.close();
    }

    @Test
    void a_mail_is_kept_as_it_was_sent() throws Exception {
        SentMail.ofBoth(catcher.uri(), "Grüße\tan alle", "Hallo Bär\n.\nzuletzt", "<p>Hallo Bär</p>");

        CaughtMail mail = mails.newestFirst().get(0);
        assertThat(mail.sender()).isEqualTo("anna@example.com");
        assertThat(mail.recipients()).containsExactly("bob@example.com");
        ReadMail read = ReadMail.of(mail);
        assertThat(read.subject()).isEqualTo("Grüße\tan alle");
        assertThat(read.text()).isEqualToNormalizingNewlines("Hallo Bär\n.\nzuletzt");
        assertThat(read.html()).isEqualTo("<p>Hallo Bär</p>");
        assertThat(read.headers()).contains(new MailHeader("From", "anna@example.com"));
        assertThat(read.headers()).extracting(MailHeader::name).doesNotContain("Received");
    }

    @Test
    void of_many_mails_the_last_ones_are_kept() throws Exception {
        for (int i = 1; i <= CaughtMails.KEPT + 3; i++) {
            SentMail.ofText(catcher.uri(), "mail " + i, "hello");
        }

        List<CaughtMail> kept = mails.newestFirst();
        assertThat(kept).hasSize(CaughtMails.KEPT);
        assertThat(kept.get(0).number()).isEqualTo(CaughtMails.KEPT + 3);
        assertThat(ReadMail.of(kept.get(0)).subject()).isEqualTo("mail " + (CaughtMails.KEPT + 3));
        assertThat(mails.numbered(3)).isEmpty();
        assertThat(mails.numbered(4)).isPresent();
    }

    @Test
    void of_large_mails_fewer_are_kept() throws Exception {
        String large = "x".repeat(70).concat("\n").repeat(MEGABYTE / 80);
        for (int i = 1; i <= 12; i++) {
            SentMail.ofText(catcher.uri(), "mail " + i, large);
        }

        List<CaughtMail> kept = mails.newestFirst();
        assertThat(kept.stream().mapToLong(CaughtMail::weight).sum())
                .isBetween((CaughtMails.KEPT_MEGABYTES - 1L) * MEGABYTE, (long) CaughtMails.KEPT_MEGABYTES * MEGABYTE);
        assertThat(kept.get(0).number()).isEqualTo(12);
    }

    @Test
    void a_mail_that_is_too_large_is_refused_whether_or_not_it_says_so_first() throws Exception {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> SentMail.ofText(catcher.uri(), "large", "x\n".repeat(MEGABYTE)))
                .withStackTraceContaining("552");
        try (Conversation told = new Conversation()) {
            assertThat(told.say("MAIL FROM:<a@example.com> SIZE=99999999")).startsWith("552");
        }
        assertThat(mails.newestFirst()).isEmpty();
    }

    @Test
    void only_this_machine_can_reach_it() throws Exception {
        int port = catcher.uri().getPort();
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();

        for (InetAddress other : others) {
            assertThatExceptionOfType(ConnectException.class)
                    .as(other.toString())
                    .isThrownBy(() -> new Socket(other, port).close());
        }
    }

    @Test
    void it_leaves_no_thread_behind_even_in_the_middle_of_a_mail() throws Exception {
        try (Conversation open = new Conversation()) {
            open.say("MAIL FROM:<a@example.com>");
            open.say("RCPT TO:<b@example.com>");
            assertThat(open.say("DATA")).startsWith("354");
            assertThat(threads()).isNotEmpty();

            catcher.close();

            assertThat(threads()).isEmpty();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Conversation().close());
        }
        assertThat(mails.newestFirst()).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("mail-catcher") || name.contains("subethamail"))
                .toList();
    }

    /** Speaks SMTP line by line. */
    private final class Conversation implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader answers;

        Conversation() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), catcher.uri().getPort());
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            answers.readLine();
            say("HELO test");
        }

        String say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return answers.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
