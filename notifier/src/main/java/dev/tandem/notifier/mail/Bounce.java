package dev.tandem.notifier.mail;

import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Ids;
import dev.tandem.notifier.announcement.Shortened;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report that a mail did not arrive after the mail server had accepted it, or that its recipient called it spam.
 *
 * @param delivery named by the mail's {@code Message-ID}; null if the id is not that of a delivery
 * @param answer the text shown to whoever queries the mail
 */
record Bounce(@Nullable UUID delivery, Type type, String answer) {

    private static final int LONGEST_ID = 300;
    private static final int LONGEST_DETAIL = 2_000;
    private static final int LONGEST_ANSWER = 500;

    /** The names are those of the HTTP contract. */
    enum Type {
        /** The mailbox does not exist or accepts no mail. */
        hard("the mail bounced"),
        /** The mail could not be delivered this time. */
        soft("the mail could not be delivered this time"),
        /** The recipient called the mail spam. */
        complaint("the recipient reported the mail as unwanted");

        private final String words;

        Type(String words) {
            this.words = words;
        }
    }

    /** Reads {@code {messageId, type, detail}}; 422 for anything else. */
    static Bounce of(JsonObject body) {
        return Fields.read(body, fields -> {
            String id = fields.text("messageId", LONGEST_ID);
            Type type = fields.choice("type", Type.class);
            String detail = fields.optionalText("detail", LONGEST_DETAIL);
            return new Bounce(delivery(id), type, answer(type, detail));
        });
    }

    /** The domain does not matter: senders may have replaced it, and the id alone is unique. */
    private static @Nullable UUID delivery(String messageId) {
        return Ids.orNull(messageId.replaceFirst("^<", "").replaceFirst("@.*", ""));
    }

    private static String answer(Type type, @Nullable String detail) {
        return Shortened.to(
                LONGEST_ANSWER,
                detail == null ? type.words : type.words + ": " + detail.replaceAll("\\p{Cntrl}+", " "));
    }
}
