package dev.tandem.local.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.util.Properties;

/** Sends mails to a mail server of this machine. */
public final class SentMail {

    private SentMail() {}

    /** A mail of plain text, from anna to bob. */
    static void ofText(URI server, String subject, String text) throws MessagingException {
        MimeMessage message = begun(server, subject);
        message.setText(text, "UTF-8");
        Transport.send(message);
    }

    /** A mail of plain text and of HTML. */
    public static void ofBoth(URI server, String subject, String text, String html) throws MessagingException {
        MimeMessage message = begun(server, subject);
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart marked = new MimeBodyPart();
        marked.setText(html, "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, marked));
        Transport.send(message);
    }

    private static MimeMessage begun(URI server, String subject) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", server.getHost());
        properties.setProperty("mail.smtp.port", Integer.toString(server.getPort()));
        properties.setProperty("mail.smtp.localhost", "test");
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("anna@example.com"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("bob@example.com"));
        message.setSubject(subject, "UTF-8");
        return message;
    }
}
