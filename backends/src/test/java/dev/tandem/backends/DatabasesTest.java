package dev.tandem.backends;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabasesTest {

    private static final String CANNOT_CONNECT_NOW = "57P03";
    private static final String INVALID_PASSWORD = "28P01";

    @Test
    void a_server_that_recovers_is_waited_for_beyond_the_patience() throws IOException {
        try (Answering server =
                new Answering(CANNOT_CONNECT_NOW, CANNOT_CONNECT_NOW, CANNOT_CONNECT_NOW, INVALID_PASSWORD)) {
            assertThatThrownBy(() -> Databases.awaitReady(server.address(), () -> true, Duration.ZERO))
                    .isInstanceOf(BackendUnavailable.class)
                    .hasMessageContaining(INVALID_PASSWORD);
        }
    }

    @Test
    void a_server_that_ended_while_it_recovered_is_not_waited_for() throws IOException {
        try (Answering server = new Answering(CANNOT_CONNECT_NOW, INVALID_PASSWORD)) {
            assertThatThrownBy(() -> Databases.awaitReady(server.address(), () -> false, Duration.ofMinutes(1)))
                    .isInstanceOf(BackendUnavailable.class)
                    .hasMessageContaining(CANNOT_CONNECT_NOW);
        }
    }

    /** Answers each attempt to connect with an error of PostgreSQL's protocol (version 3, ErrorResponse), the last for ever. */
    private static final class Answering implements AutoCloseable {

        private static final int ENCRYPTION_REQUEST_BYTES = 8;

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Deque<String> states;

        Answering(String... states) throws IOException {
            this.states = new ArrayDeque<>(List.of(states));
            Thread answers = new Thread(this::answer, "answers");
            answers.setDaemon(true);
            answers.start();
        }

        PostgresAddress address() {
            return new PostgresAddress("127.0.0.1", server.getLocalPort(), "someone", "secret", "postgres", "");
        }

        @Override
        public void close() throws IOException {
            server.close();
        }

        private void answer() {
            while (true) {
                try (Socket client = server.accept()) {
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    DataOutputStream out = new DataOutputStream(client.getOutputStream());
                    int length = in.readInt();
                    while (length == ENCRYPTION_REQUEST_BYTES) {
                        in.readInt();
                        out.writeByte('N');
                        length = in.readInt();
                    }
                    in.skipNBytes(length - Integer.BYTES);
                    refuse(out, states.size() > 1 ? states.remove() : states.element());
                } catch (IOException ended) {
                    if (server.isClosed()) {
                        return;
                    }
                }
            }
        }

        private static void refuse(DataOutputStream out, String state) throws IOException {
            byte[] fields =
                    ("SFATAL\0VFATAL\0C" + state + "\0Msays " + state + "\0\0").getBytes(StandardCharsets.US_ASCII);
            out.writeByte('E');
            out.writeInt(Integer.BYTES + fields.length);
            out.write(fields);
            out.flush();
        }
    }
}
