package dev.tandem.local.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a mail, decoded.
 *
 * @param text null when it has no part of plain text
 * @param html null when it has no part of HTML
 */
record ReadMail(
        List<MailHeader> headers,
        @Nullable String text,
        @Nullable String html) {

    ReadMail {
        headers = List.copyOf(headers);
    }

    /** Never fails: the text of a malformed mail is its source. */
    static ReadMail of(CaughtMail mail) {
        byte[] content = mail.content().getBytes();
        try {
            MimeMessage message = new MimeMessage(null, new SharedByteArrayInputStream(content));
            Parts parts = Parts.of(message);
            return new ReadMail(headers(message), parts.text(), parts.html());
        } catch (Exception malformed) {
            return new ReadMail(List.of(), new String(content, StandardCharsets.UTF_8), null);
        }
    }

    String subject() {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Subject"))
                .map(MailHeader::value)
                .findFirst()
                .orElse("");
    }

    private static List<MailHeader> headers(MimeMessage message)
            throws MessagingException, UnsupportedEncodingException {
        List<MailHeader> headers = new ArrayList<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            String value = MimeUtility.unfold(header.getValue());
            headers.add(new MailHeader(header.getName(), MimeUtility.decodeText(value)));
        }
        return headers;
    }
}
