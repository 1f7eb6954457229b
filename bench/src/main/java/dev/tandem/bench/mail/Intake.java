package dev.tandem.bench.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** Accepts one mail from anybody to anybody. */
final class Intake implements MessageHandler {

    private static final int NOT_AVAILABLE = 421;
    private static final String MESSAGE_ID = "Message-ID:";

    private final MailServer server;
    private String recipient = "";

    Intake(MailServer server) {
        this.server = server;
    }

    @Override
    public void from(String address) throws RejectException {
        try {
            server.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectException(NOT_AVAILABLE, "The mail server stops.");
        }
    }

    @Override
    public void recipient(String address) {
        recipient = address;
    }

    @Override
    public @Nullable String data(InputStream data) throws IOException {
        String id = "";
        BufferedReader lines = new BufferedReader(new InputStreamReader(data, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (id.isEmpty() && line.regionMatches(true, 0, MESSAGE_ID, 0, MESSAGE_ID.length())) {
                id = localPart(line.substring(MESSAGE_ID.length()).strip());
            }
        }
        server.take(new Arrival(id, recipient));
        return null;
    }

    @Override
    public void done() {}

    private static String localPart(String id) {
        int at = id.indexOf('@');
        return id.startsWith("<") && at > 0 ? id.substring(1, at) : id;
    }
}
