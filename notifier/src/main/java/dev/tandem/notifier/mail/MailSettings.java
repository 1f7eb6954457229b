package dev.tandem.notifier.mail;

import dev.tandem.kit.config.Environment;
import io.vertx.ext.mail.mailencoder.EmailAddress;
import java.net.URI;
import java.util.Optional;

/**
 * The settings of mail.
 *
 * @param server empty when no mail is sent
 * @param from the sender's address, perhaps with a name: {@code Tandem <tandem@example.com>}
 * @param site the address under which people reach this system, without slashes at its end; links begin with it
 * @param bounces the secret that reports of bounces present; empty if none are accepted
 * @param dkim empty when mails are not signed
 */
public record MailSettings(
        Optional<SmtpAddress> server, String from, URI site, Optional<BounceSecret> bounces, Optional<Dkim> dkim) {

    private static final String SENDER = "an address such as Tandem <tandem@example.com>";
    private static final URI LOCAL = URI.create("http://localhost:8080");

    public MailSettings {
        site = URI.create(site.toString().replaceAll("/+$", ""));
    }

    public static MailSettings from(Environment environment) {
        return new MailSettings(
                environment.secretValue(
                        "SMTP_URI",
                        "the mail server; without one, no mail is sent",
                        SmtpAddress.EXPECTED,
                        SmtpAddress::parse),
                environment.value(
                        "MAIL_FROM", "the sender of mails", SENDER, "Tandem <tandem@localhost>", MailSettings::sender),
                environment.uri("SITE_URI", "the address of this system in mails", LOCAL),
                environment.secretValue(
                        "MAIL_BOUNCE_SECRET",
                        "what reports of bounces have to show; without one, none are taken",
                        BounceSecret.EXPECTED,
                        BounceSecret::parse),
                Dkim.from(environment));
    }

    private static String sender(String text) {
        if (!Recipient.isAddress(new EmailAddress(text).getEmail())) {
            throw new IllegalArgumentException("not an address");
        }
        return text;
    }
}
