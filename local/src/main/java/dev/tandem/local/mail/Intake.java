package dev.tandem.local.mail;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** Accepts one mail from anybody to anybody, unless it is too large. */
final class Intake implements MessageHandler {

    private static final int TOO_LARGE = 552;

    private final CaughtMails mails;
    private final List<String> recipients = new ArrayList<>();
    private String sender = "";

    Intake(CaughtMails mails) {
        this.mails = mails;
    }

    @Override
    public void from(String address) {
        sender = address;
    }

    @Override
    public void recipient(String address) {
        recipients.add(address);
    }

    /** Keeps the mail. Refuses one that is too large, but only after reading all of it: SMTP has the reply follow the data. */
    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
        byte[] content = data.readNBytes(MailCatcher.LARGEST_MAIL + 1);
        if (content.length > MailCatcher.LARGEST_MAIL) {
            data.transferTo(OutputStream.nullOutputStream());
            throw new RejectException(
                    TOO_LARGE, "5.3.4 The mail is larger than " + MailCatcher.LARGEST_MAIL + " bytes");
        }
        mails.add(Instant.now(), sender, recipients, Buffer.buffer(content));
        return null;
    }

    @Override
    public void done() {}
}
