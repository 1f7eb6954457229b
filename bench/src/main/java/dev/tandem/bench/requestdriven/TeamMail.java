package dev.tandem.bench.requestdriven;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Mails a team, one message for each member over one connection; returns when the mail server has accepted them all. Blocks, as
 * mail libraries do.
 */
final class TeamMail {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 30_000;

    private final int port;

    TeamMail(int port) {
        this.port = port;
    }

    void tell(List<String> team, String project) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            Session session = new Session(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)),
                    new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII));
            session.expect('2');
            session.say("EHLO localhost", '2');
            for (String address : team) {
                session.say("MAIL FROM:<projects@example.com>", '2');
                session.say("RCPT TO:<" + address + ">", '2');
                session.say("DATA", '3');
                session.say("To: " + address + "\r\nSubject: New project\r\n\r\n" + project + "\r\n.", '2');
            }
            session.say("QUIT", '2');
        }
    }

    private record Session(BufferedReader in, Writer out) {

        void say(String line, char expected) throws IOException {
            out.write(line + "\r\n");
            out.flush();
            expect(expected);
        }

        void expect(char first) throws IOException {
            String line = in.readLine();
            if (line == null || line.isEmpty() || line.charAt(0) != first) {
                throw new IOException("The mail server answered " + line);
            }
        }
    }
}
