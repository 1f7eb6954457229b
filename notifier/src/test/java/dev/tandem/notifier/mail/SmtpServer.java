package dev.tandem.notifier.mail;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A mail server for tests: holds a real conversation, keeps what it took, and treats each recipient as it is told to. */
final class SmtpServer implements AutoCloseable {

    /** What it does once it has a recipient, or the mail to one. */
    enum Treatment {
        TAKE,
        REFUSE_RECIPIENT,
        /** Refuses the sender or the relay, as servers do when they are told the recipient. */
        REFUSE_SENDER,
        REFUSE_RELAY,
        NOT_AVAILABLE,
        REFUSE_FOR_NOW,
        REFUSE_MAIL,
        /** Takes the mail, and closes the connection instead of answering. */
        LOSE_ANSWER,
        /** Closes the connection when it is told the recipient. */
        RESET,
        /** Takes the mail after a while. */
        TAKE_LATER
    }

    record Received(String recipient, String content) {

        /** The value of a header that stands on one line. */
        String header(String name) {
            return content.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    final List<Received> received = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final NetServer server;
    private volatile Function<String, Treatment> treatment = recipient -> Treatment.TAKE;

    private SmtpServer(Vertx vertx, NetServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    static SmtpServer start(Vertx vertx, int port) {
        NetServer server = vertx.createNetServer();
        SmtpServer smtp = new SmtpServer(vertx, server);
        server.connectHandler(socket -> smtp.new Conversation(socket).begin());
        server.listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return smtp;
    }

    int port() {
        return server.actualPort();
    }

    void treat(Function<String, Treatment> as) {
        treatment = as;
    }

    List<Received> to(String recipient) {
        return received.stream()
                .filter(each -> each.recipient.equals(recipient))
                .toList();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Conversation {

        private final NetSocket socket;
        private final StringBuilder content = new StringBuilder();
        private String recipient = "";
        private boolean inMail;

        Conversation(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            socket.exceptionHandler(gone -> {});
            socket.handler(RecordParser.newDelimited("\r\n", line -> said(line.toString())));
            say("220 catcher");
        }

        private void said(String line) {
            if (inMail) {
                content(line);
                return;
            }
            String command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
            switch (command) {
                case "EHLO" -> say("250-catcher\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 1000000");
                case "RCPT" -> recipient(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                case "DATA" -> {
                    inMail = true;
                    content.setLength(0);
                    say("354 go on");
                }
                case "QUIT" -> socket.end();
                default -> say("250 2.0.0 ok");
            }
        }

        private void recipient(String address) {
            recipient = address;
            switch (treatment.apply(address)) {
                case REFUSE_RECIPIENT -> say("550 5.1.1 no such mailbox");
                case REFUSE_SENDER -> say("550 5.1.8 sender address rejected: domain not found");
                case REFUSE_RELAY -> say("550 relay not permitted");
                case NOT_AVAILABLE -> say("421 4.7.0 too many connections for " + recipient);
                case REFUSE_FOR_NOW -> say("451 4.7.1 come back later");
                case RESET -> socket.close();
                default -> say("250 2.1.5 ok");
            }
        }

        private void content(String line) {
            if (!line.equals(".")) {
                content.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
                return;
            }
            inMail = false;
            Treatment now = treatment.apply(recipient);
            if (now == Treatment.REFUSE_MAIL) {
                say("554 5.6.0 not like this");
                return;
            }
            received.add(new Received(recipient, content.toString()));
            switch (now) {
                case LOSE_ANSWER -> socket.close();
                case TAKE_LATER ->
                    vertx.setTimer(1 + Math.floorMod(recipient.hashCode(), 20), timer -> say("250 2.0.0 taken"));
                default -> say("250 2.0.0 taken");
            }
        }

        private void say(String reply) {
            socket.write(reply + "\r\n");
        }
    }
}
