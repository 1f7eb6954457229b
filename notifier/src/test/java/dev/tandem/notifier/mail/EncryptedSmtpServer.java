package dev.tandem.notifier.mail;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/** A mail server on {@code localhost} that asks for a log-in and keeps what it is told. */
final class EncryptedSmtpServer implements AutoCloseable {

    static final String USER = "tandem";
    static final String PASSWORD = "let me:in";

    /** How it encrypts. */
    enum Encryption {
        STARTTLS("smtp"),
        FROM_THE_START("smtps");

        final String scheme;

        Encryption(String scheme) {
            this.scheme = scheme;
        }
    }

    /** A log-in, right or wrong. */
    record Login(String user, String password, boolean encrypted) {}

    final List<Login> logins;
    final List<String> recipients = new CopyOnWriteArrayList<>();
    private final SMTPServer server;

    private EncryptedSmtpServer(SMTPServer.Builder builder, List<Login> logins) {
        this.logins = logins;
        server = builder.hostName("localhost")
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .messageHandler((context, from, to, data) -> recipients.add(to))
                .build();
        server.start();
    }

    static EncryptedSmtpServer showing(SSLContext shown, Encryption encryption) {
        return asking(
                encryption == Encryption.STARTTLS
                        ? new SMTPServer.Builder().enableTLS().startTlsSocketFactory(shown)
                        : new SMTPServer.Builder().serverSocketFactory(shown));
    }

    static EncryptedSmtpServer inTheClear() {
        return asking(new SMTPServer.Builder());
    }

    /** Takes mails without a log-in, and offers none. */
    static EncryptedSmtpServer withoutLogin(SSLContext shown) {
        return new EncryptedSmtpServer(
                new SMTPServer.Builder().serverSocketFactory(shown), new CopyOnWriteArrayList<>());
    }

    private static EncryptedSmtpServer asking(SMTPServer.Builder builder) {
        List<Login> logins = new CopyOnWriteArrayList<>();
        return new EncryptedSmtpServer(
                builder.requireAuth()
                        .showAuthCapabilitiesBeforeSTARTTLS(true)
                        .authenticationHandlerFactory(
                                new EasyAuthenticationHandlerFactory((user, password, context) -> {
                                    boolean encrypted = ((Session) context).getSocket() instanceof SSLSocket;
                                    logins.add(new Login(user, password, encrypted));
                                    if (!user.equals(USER) || !password.equals(PASSWORD)) {
                                        throw new LoginFailedException();
                                    }
                                })),
                logins);
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }
}
