package dev.tandem.bench.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/**
 * Runs a mail server on any free port of the loopback interface that records each mail that it accepts, and delivers none.
 * It answers at the given pace, and never hangs between a mail and its answer, so that the sender knows of every accepted
 * mail.
 */
public final class MailServer implements AutoCloseable {

    private static final int SHORTEST_MILLIS = 2_000;
    private static final int LONGEST_MILLIS = 3_000;
    private static final int CONNECTIONS = 1_000;
    private static final int SILENT_MINUTES = 30;

    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicLong number = new AtomicLong();
    private final SMTPServer server;
    private Pace pace = Pace.QUICK;

    private MailServer() {
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .messageHandlerFactory(context -> new Intake(this))
                .sessionHandler(new Hanging())
                .executorService(Executors.newCachedThreadPool(MailServer::daemon))
                .serverThreadName("mail-server")
                .insertReceivedHeaders(false)
                .maxConnections(CONNECTIONS)
                .connectionTimeout(SILENT_MINUTES, TimeUnit.MINUTES)
                .build();
        server.start();
    }

    /** Starts a server at the pace {@link Pace#QUICK}; returns when it listens. */
    public static MailServer start() {
        return new MailServer();
    }

    /** Returns its address in the form of the variable {@code SMTP_URI}. */
    public URI uri() {
        return URI.create("smtp://127.0.0.1:" + server.getPortAllocated() + "?starttls=disabled");
    }

    /** Changes the pace. Clients that wait for a hanging server are answered when it no longer hangs. */
    public synchronized void be(Pace now) {
        pace = now;
        notifyAll();
    }

    /** Returns the number of accepted mails. */
    public long number() {
        return number.get();
    }

    /** Returns the accepted mails. */
    public List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Closes all connections. */
    @Override
    public void close() {
        be(Pace.QUICK);
        server.stop();
    }

    /** Blocks as long as the server hangs. */
    synchronized void answer() throws InterruptedException {
        while (pace == Pace.HANGING) {
            wait();
        }
    }

    /** Accepts a mail; a slow server does so after a pause. */
    void take(Arrival arrival) throws IOException {
        try {
            if (isSlow()) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The mail server stops.", e);
        }
        arrivals.add(arrival);
        number.incrementAndGet();
    }

    private synchronized boolean isSlow() {
        return pace == Pace.SLOW;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "mail-conversation");
        thread.setDaemon(true);
        return thread;
    }

    /** Keeps new connections waiting for their greeting. */
    private final class Hanging implements SessionHandler {

        private static final int NOT_AVAILABLE = 421;

        @Override
        public SessionAcceptance accept(Session session) {
            try {
                answer();
                return SessionAcceptance.success();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return SessionAcceptance.failure(NOT_AVAILABLE, "The mail server stops.");
            }
        }

        @Override
        public void onSessionEnd(Session session) {}
    }
}
