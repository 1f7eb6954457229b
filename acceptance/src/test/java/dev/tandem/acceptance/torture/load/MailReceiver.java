package dev.tandem.acceptance.torture.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/**
 * The mail server: records the recipients of each mail. At the first attempt at some mails of the troubled scenario it
 * answers late, resets the connection instead of accepting the mail, or accepts the mail and resets the connection instead
 * of answering.
 */
public final class MailReceiver implements AutoCloseable {

    private static final String NOBODY = "";
    private static final String MESSAGE_ID = "Message-ID:";

    /** In a hundred mails. */
    private static final int LATE = 5;

    private static final int RESET = 3;
    private static final int LOST_ANSWERS = 3;

    private static final Duration LATENESS = Duration.ofSeconds(2);

    private final Map<String, List<String>> received = new ConcurrentHashMap<>();
    private final Set<String> attempted = ConcurrentHashMap.newKeySet();
    private final SMTPServer server;
    private volatile String troubled = NOBODY;

    public MailReceiver() {
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .messageHandlerFactory(Conversation::new)
                .executorService(Executors.newCachedThreadPool(MailReceiver::daemon))
                .serverThreadName("mail-receiver")
                .insertReceivedHeaders(false)
                .build();
        server.start();
    }

    /** Where it is, in the form of the variable {@code SMTP_URI}. */
    public URI uri() {
        return URI.create("smtp://127.0.0.1:" + server.getPortAllocated() + "?starttls=disabled");
    }

    /** Makes trouble for the people of that scenario only, until {@link #calm()}: what is attempted again later goes well. */
    public void trouble(String scenario) {
        troubled = "-" + scenario + "-";
    }

    public void calm() {
        troubled = NOBODY;
    }

    /** The addresses to which a mail came, by the local part of its Message-ID; several when it came several times. */
    public Map<String, List<String>> received() {
        return received;
    }

    @Override
    public void close() {
        server.stop();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "mail-conversation");
        thread.setDaemon(true);
        return thread;
    }

    /** Of a hundred mails, its number: the same in every attempt, and by chance. */
    private static int dice(String id) {
        return Math.floorMod(id.hashCode(), 100);
    }

    private final class Conversation implements MessageHandler {

        private final Socket socket;
        private String recipient = "";

        Conversation(MessageContext context) {
            this.socket = ((Session) context).getSocket();
        }

        @Override
        public void from(String address) {}

        @Override
        public void recipient(String address) {
            recipient = address;
        }

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            String id = idOf(data);
            boolean first = attempted.add(id);
            int dice = first && !troubled.isEmpty() && recipient.contains(troubled) ? dice(id) : 100;
            if (dice < RESET) {
                reset();
                return null;
            }
            if (dice >= 100 - LATE && dice < 100) {
                late();
            }
            received.computeIfAbsent(id, mail -> new CopyOnWriteArrayList<>()).add(recipient);
            if (dice < RESET + LOST_ANSWERS) {
                reset();
            }
            return null;
        }

        @Override
        public void done() {}

        private void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private static void late() throws IOException {
            try {
                Thread.sleep(LATENESS.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        private static String idOf(InputStream mail) throws IOException {
            String id = "none";
            BufferedReader lines = new BufferedReader(new InputStreamReader(mail, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (id.equals("none") && line.regionMatches(true, 0, MESSAGE_ID, 0, MESSAGE_ID.length())) {
                    String value = line.substring(MESSAGE_ID.length()).strip();
                    id = value.substring(1, value.indexOf('@'));
                }
            }
            return id;
        }
    }
}
