package dev.tandem.bench.requestdriven;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Accepts mail with a fixed delay for each message, any number of them at once. Counts the messages and discards them. */
public final class SlowMailServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    private final AtomicLong messages = new AtomicLong();
    private final long delayMillis;
    private final NetServer server;

    private SlowMailServer(Duration delay) {
        this.delayMillis = Math.max(1, delay.toMillis());
        this.server = vertx.createNetServer()
                .connectHandler(socket -> new Session(socket).begin())
                .listen(0, "127.0.0.1")
                .await();
    }

    /** Returns when the server listens, on any free port of the loopback interface. */
    public static SlowMailServer taking(Duration delay) {
        return new SlowMailServer(delay);
    }

    public int port() {
        return server.actualPort();
    }

    /** Returns the number of messages that the server has accepted. */
    public long messages() {
        return messages.get();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private final class Session {

        private final NetSocket socket;
        private boolean inMessage;

        Session(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            socket.handler(RecordParser.newDelimited("\r\n", this::line));
            say("220 slow");
        }

        private void line(Buffer bytes) {
            String line = bytes.toString(StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
            if (inMessage) {
                if (line.equals(".")) {
                    inMessage = false;
                    vertx.setTimer(delayMillis, timer -> taken());
                }
            } else if (line.equals("DATA")) {
                inMessage = true;
                say("354 go on");
            } else if (line.equals("QUIT")) {
                say("221 bye");
                socket.close();
            } else {
                say("250 ok");
            }
        }

        private void taken() {
            messages.incrementAndGet();
            say("250 taken");
        }

        private void say(String answer) {
            socket.write(answer + "\r\n");
        }
    }
}
