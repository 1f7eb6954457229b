package dev.tandem.local.mail;

import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Runs a mail server on any free port of the loopback interface. Accepts mails of at most {@value #LARGEST_MAIL} bytes to at
 * most {@value #RECIPIENTS} recipients, on at most {@value #CONNECTIONS} connections, and delivers none. Supports neither
 * TLS nor passwords.
 */
public final class MailCatcher implements AutoCloseable {

    /** In bytes; a larger mail is refused with 552. */
    static final int LARGEST_MAIL = 1024 * 1024;

    private static final int CONNECTIONS = 16;
    private static final int RECIPIENTS = 100;
    private static final int SILENT_MINUTES = 5;

    private final SMTPServer server;
    private final ConnectionThreads threads;

    private MailCatcher(SMTPServer server, ConnectionThreads threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Starts the server; accepted mails are added to {@code mails}. */
    public static MailCatcher start(CaughtMails mails) {
        ConnectionThreads threads = new ConnectionThreads();
        SMTPServer server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("Tandem's mail catcher")
                .messageHandlerFactory(context -> new Intake(mails))
                .executorService(Executors.newCachedThreadPool(threads))
                .serverThreadName("mail-catcher")
                .insertReceivedHeaders(false)
                .maxMessageSize(LARGEST_MAIL)
                .maxRecipients(RECIPIENTS)
                .maxConnections(CONNECTIONS)
                .connectionTimeout(SILENT_MINUTES, TimeUnit.MINUTES)
                .build();
        server.start();
        return new MailCatcher(server, threads);
    }

    /** Returns its address in the form of the variable {@code SMTP_URI}. */
    public URI uri() {
        return URI.create("smtp://127.0.0.1:" + server.getPortAllocated() + "?starttls=disabled");
    }

    /** Closes all connections; returns when the server's threads have ended. */
    @Override
    public void close() {
        server.stop();
        threads.join();
    }
}
