package dev.tandem.local.mail;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;

/**
 * A mail as the mail catcher received it.
 *
 * @param number counts the mails of an instance from 1
 * @param sender of the envelope, empty for a mail that must not be answered
 * @param recipients of the envelope
 * @param content headers and body, at most {@link MailCatcher#LARGEST_MAIL} bytes; never changed
 */
record CaughtMail(long number, Instant receivedAt, String sender, List<String> recipients, Buffer content) {

    private static final int BYTES_PER_CHARACTER = 2;

    CaughtMail {
        recipients = List.copyOf(recipients);
    }

    /** Returns roughly how many bytes of memory the mail occupies. */
    long weight() {
        long characters = sender.length();
        for (String recipient : recipients) {
            characters += recipient.length();
        }
        return content.length() + BYTES_PER_CHARACTER * characters;
    }
}
