package dev.tandem.notifier.mail;

import dev.tandem.notifier.announcement.Shortened;
import dev.tandem.notifier.delivery.Delivery;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.ext.mail.MailMessage;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes mails: a sentence, a link, why it came, and how to stop it. Headers follow RFC 5322 (identification), RFC 2919
 * ({@code List-Id}), RFC 8058 (one-click unsubscription) and RFC 3834 ({@code Auto-Submitted}).
 */
final class MailComposer {

    private static final int LONGEST_SUBJECT = 150;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final String from;
    private final String site;
    private final String domain;

    MailComposer(MailSettings settings) {
        this.from = settings.from();
        URI uri = settings.site();
        this.site = uri.toString();
        this.domain = Objects.requireNonNullElse(uri.getHost(), "localhost");
    }

    /** @param token stops mail of the workspace */
    MailMessage compose(Delivery delivery, Addressed addressed, UUID token) {
        String link = site + path(addressed);
        String stop = site + "/v1/mail/subscriptions/" + token;
        String reason = reason(addressed);
        StringOutput html = new StringOutput();
        templates.render(
                "notification.jte",
                Map.of("text", addressed.text(), "link", link, "reason", reason, "stop", stop),
                html);
        MailMessage message = new MailMessage()
                .setFrom(from)
                .setTo(Objects.requireNonNull(addressed.email()))
                .setSubject(subject(addressed.text()))
                .setText(addressed.text() + "\n\n" + link + "\n\n-- \n" + reason + "\nStop these mails: " + stop + "\n")
                .setHtml(html.toString())
                .addHeader("Message-ID", "<" + delivery.id() + "@" + domain + ">")
                .addHeader("List-Id", "<" + delivery.workspaceId() + "." + domain + ">")
                .addHeader("List-Unsubscribe", "<" + stop + ">")
                .addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .addHeader("Auto-Submitted", "auto-generated");
        UUID about = addressed.taskId() == null ? addressed.projectId() : addressed.taskId();
        return about == null ? message : message.addHeader("References", "<" + about + "@" + domain + ">");
    }

    private static String path(Addressed addressed) {
        if (addressed.taskId() != null) {
            return "/tasks/" + addressed.taskId();
        }
        return addressed.projectId() == null ? "/" : "/projects/" + addressed.projectId();
    }

    private static String reason(Addressed addressed) {
        return "You get this mail because "
                + switch (addressed.concern()) {
                    case MENTION -> "you were mentioned.";
                    case ASSIGNMENT -> "a task was assigned to you.";
                    case NEWS -> "your preferences ask for mail of what happens here.";
                };
    }

    /** One line, so that a title cannot add headers. */
    private static String subject(String text) {
        return Shortened.to(
                LONGEST_SUBJECT, text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
    }
}
