package dev.tandem.notifier.mail;

import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.announcement.Shortened;
import dev.tandem.notifier.delivery.Delivery;
import dev.tandem.notifier.digest.Contents;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.ext.mail.MailMessage;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes mails: what happened, links, why the person gets the mail, and how to stop such mails. Headers follow RFC 5322
 * (identification), RFC 2919 ({@code List-Id}), RFC 8058 (one-click unsubscription) and RFC 3834 ({@code Auto-Submitted}).
 */
final class MailComposer {

    private static final int LONGEST_SUBJECT = 150;

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd 'at' HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

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
    MailMessage notification(Delivery delivery, Addressed addressed, UUID token) {
        String link = link(addressed.projectId(), addressed.taskId());
        String stop = stop(token);
        String reason = reason(addressed.concern());
        MailMessage message = message(delivery, addressed.recipient(), addressed.text(), stop)
                .setText(addressed.text() + "\n\n" + link + footer(reason, stop))
                .setHtml(html(
                        "notification.jte",
                        Map.of("text", addressed.text(), "link", link, "reason", reason, "stop", stop)));
        UUID about = addressed.taskId() == null ? addressed.projectId() : addressed.taskId();
        return about == null ? message : message.addHeader("References", "<" + about + "@" + domain + ">");
    }

    /** @param token stops mail of the workspace */
    MailMessage digest(Delivery delivery, Recipient recipient, Contents contents, UUID token) {
        DigestText digest = new DigestText(contents, this::link);
        String stop = stop(token);
        String reason = "You get this digest because your preferences ask for it.";
        return message(delivery, recipient, digest.subject(), stop)
                .setText(digest.text() + footer(reason, stop))
                .setHtml(html("digest.jte", Map.of("digest", digest, "reason", reason, "stop", stop)));
    }

    /**
     * @param token accepts the invitation
     * @param stopToken stops mail of the workspace to the address
     */
    MailMessage invitation(Delivery delivery, Invitation invitation, String token, UUID stopToken) {
        String text = invitation.inviter() + " invites you to the workspace " + invitation.workspaceName() + " as "
                + invitation.role() + ".";
        String said = invitation.message() == null ? "" : invitation.message();
        String link = site + "/invitations/" + token;
        String terms =
                "Sign in as " + invitation.email() + " to accept. The invitation is for nobody else, and ends on "
                        + UTC.format(invitation.expiresAt()) + ".";
        String stop = stop(stopToken);
        String reason = "You get this mail because " + invitation.inviter() + " entered your address.";
        return message(delivery, invitation.email(), text, stop)
                .setText(text + (said.isEmpty() ? "" : "\n\n" + said) + "\n\n" + link + "\n\n" + terms
                        + footer(reason, stop))
                .setHtml(html(
                        "invitation.jte",
                        Map.of(
                                "text", text, "said", said, "link", link, "terms", terms, "reason", reason, "stop",
                                stop)));
    }

    private MailMessage message(Delivery delivery, Recipient recipient, String subject, String stop) {
        return message(delivery, Objects.requireNonNull(recipient.email()), subject, stop);
    }

    private MailMessage message(Delivery delivery, String email, String subject, String stop) {
        return new MailMessage()
                .setFrom(from)
                .setTo(email)
                .setSubject(line(subject))
                .addHeader("Message-ID", "<" + delivery.id() + "@" + domain + ">")
                .addHeader("List-Id", "<" + delivery.workspaceId() + "." + domain + ">")
                .addHeader("List-Unsubscribe", "<" + stop + ">")
                .addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .addHeader("Auto-Submitted", "auto-generated");
    }

    private String html(String template, Map<String, Object> values) {
        StringOutput html = new StringOutput();
        templates.render(template, values, html);
        return html.toString();
    }

    private String link(@Nullable UUID project, @Nullable UUID task) {
        if (task != null) {
            return site + "/tasks/" + task;
        }
        return site + (project == null ? "/" : "/projects/" + project);
    }

    private String stop(UUID token) {
        return site + "/v1/mail/subscriptions/" + token;
    }

    private static String footer(String reason, String stop) {
        return "\n\n-- \n" + reason + "\nStop these mails: " + stop + "\n";
    }

    private static String reason(Concern concern) {
        return "You get this mail because "
                + switch (concern) {
                    case MENTION -> "you were mentioned.";
                    case ASSIGNMENT -> "a task was assigned to you.";
                    case NEWS -> "your preferences ask for mail of what happens here.";
                };
    }

    /** One line, so that a title cannot add headers. */
    private static String line(String text) {
        return Shortened.to(
                LONGEST_SUBJECT, text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
    }
}
