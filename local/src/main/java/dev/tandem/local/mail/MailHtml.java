package dev.tandem.local.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes the pages that show mails. */
final class MailHtml {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>%s</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
            table { border-collapse: collapse }
            td, th { text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0; overflow-wrap: anywhere }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: 1rem }
            iframe { width: 100%%; height: 24rem; border: 1px solid #ccc; background: #fff }
            </style>
            %s
            </html>
            """;

    private MailHtml() {}

    static String list(boolean on, List<CaughtMail> newestFirst) {
        return PAGE.formatted("Mails", "<h1>Mails</h1>\n" + table(on, newestFirst));
    }

    private static String table(boolean on, List<CaughtMail> newestFirst) {
        if (!on) {
            return "<p>Mail goes to the server that SMTP_URI names; it is not shown here.</p>";
        }
        if (newestFirst.isEmpty()) {
            return "<p>Nothing was mailed yet.</p>";
        }
        StringBuilder table = new StringBuilder("<table>\n<tr><th>time<th>to<th>subject\n");
        for (CaughtMail mail : newestFirst) {
            table.append("<tr><td>%s<td>%s<td><a href=\"%d\">%s</a>\n"
                    .formatted(
                            TIME.format(mail.receivedAt()),
                            escaped(String.join(", ", mail.recipients())),
                            mail.number(),
                            escaped(title(ReadMail.of(mail)))));
        }
        return table.append("</table>").toString();
    }

    static String one(CaughtMail mail) {
        ReadMail read = ReadMail.of(mail);
        StringBuilder body = new StringBuilder(
                "<p><a href=\"./\">All mails</a></p>\n<h1>%s</h1>\n<table>\n".formatted(escaped(title(read))));
        read.headers()
                .forEach(header ->
                        body.append("<tr><th>%s<td>%s\n".formatted(escaped(header.name()), escaped(header.value()))));
        body.append("</table>\n");
        if (read.text() != null) {
            body.append("<pre>%s</pre>\n".formatted(escaped(read.text())));
        }
        if (read.html() != null) {
            body.append(
                    "<iframe sandbox src=\"%d/html\" title=\"The mail's HTML\"></iframe>\n".formatted(mail.number()));
        }
        return PAGE.formatted(escaped(title(read)), body);
    }

    private static String title(ReadMail read) {
        return read.subject().isBlank() ? "(no subject)" : read.subject();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
