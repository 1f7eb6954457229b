package dev.tandem.local.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the first part of plain text in a mail, and the first of HTML. */
final class Parts {

    private static final int DEEPEST = 8;

    private @Nullable String text;
    private @Nullable String html;

    private Parts() {}

    static Parts of(Part mail) throws MessagingException, IOException {
        Parts parts = new Parts();
        parts.look(mail, 0);
        return parts;
    }

    @Nullable
    String text() {
        return text;
    }

    @Nullable
    String html() {
        return html;
    }

    private void look(Part part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            if (depth < DEEPEST && part.getContent() instanceof Multipart several) {
                for (int i = 0; i < several.getCount(); i++) {
                    look(several.getBodyPart(i), depth + 1);
                }
            }
        } else if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return;
        } else if (part.isMimeType("text/html")) {
            html = html == null ? content(part) : html;
        } else if (part.isMimeType("text/plain")) {
            text = text == null ? content(part) : text;
        }
    }

    private static String content(Part part) throws MessagingException, IOException {
        try (InputStream content = part.getInputStream()) {
            return new String(content.readAllBytes(), charset(part.getContentType()));
        }
    }

    private static Charset charset(String type) throws MessagingException {
        String name = new ContentType(type).getParameter("charset");
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
