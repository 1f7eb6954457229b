package dev.tandem.local.mail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Writes mails as JSON, for the commands and for scripts. */
final class MailJson {

    private MailJson() {}

    /** @param on true if mail is caught at all */
    static String list(boolean on, List<CaughtMail> newestFirst) {
        JsonArray mails = new JsonArray();
        newestFirst.forEach(mail -> mails.add(summary(mail, ReadMail.of(mail))));
        return new JsonObject().put("caught", on).put("mails", mails).encode();
    }

    static String one(CaughtMail mail) {
        ReadMail read = ReadMail.of(mail);
        JsonArray headers = new JsonArray();
        read.headers()
                .forEach(header ->
                        headers.add(new JsonObject().put("name", header.name()).put("value", header.value())));
        return summary(mail, read)
                .put("headers", headers)
                .put("text", read.text())
                .put("html", read.html())
                .encode();
    }

    private static JsonObject summary(CaughtMail mail, ReadMail read) {
        return new JsonObject()
                .put("number", mail.number())
                .put("receivedAt", mail.receivedAt().toString())
                .put("from", mail.sender())
                .put("to", new JsonArray(mail.recipients()))
                .put("subject", read.subject());
    }
}
