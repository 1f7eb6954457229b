package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a private RabbitMQ node on the loopback interface, apart from any node that the machine runs as a system service. */
final class PrivateBroker implements Broker, Watched {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    private final DataDirectory data;
    private final PrivateNode node;
    private final List<String> queues;
    private final BrokerProbe probe;
    private @Nullable ServerProcess nameServer;
    private @Nullable ServerProcess server;
    private boolean wanted;

    private PrivateBroker(DataDirectory data, Path scripts, Definitions definitions) {
        this.data = data;
        this.node = PrivateNode.in(data.path(), scripts, definitions);
        this.queues = definitions.queues();
        this.probe = new BrokerProbe(node.amqpUri());
    }

    static PrivateBroker in(DataDirectory data, RabbitInstallation installation, Definitions definitions) {
        PrivateBroker broker = new PrivateBroker(data, installation.scripts(), definitions);
        broker.node.clearUnsettled();
        broker.start();
        return broker;
    }

    static void stopLeftovers(Path directory) {
        Path home = directory.resolve("rabbitmq");
        ServerProcess.stopLeftover(home.resolve("pid"), directory);
        ServerProcess.stopLeftover(home.resolve("epmd.pid"), directory);
    }

    @Override
    public String amqpUri() {
        return node.amqpUri();
    }

    @Override
    public String amqpUri(String user) {
        return node.amqpUri(user);
    }

    @Override
    public synchronized Optional<String> ending() {
        if (!wanted) {
            return Optional.empty();
        }
        ServerProcess names = nameServer;
        if (server == null || names == null) {
            return Optional.of("it did not start");
        }
        return server.ending().or(() -> names.ending().map(how -> "its name server: " + how));
    }

    @Override
    public synchronized void kill() {
        wanted = false;
        if (server != null) {
            node.settle();
            end();
        }
    }

    @Override
    public synchronized void stop() {
        wanted = false;
        if (server != null) {
            server.stop("TERM", FAREWELL);
            server = null;
        }
    }

    @Override
    public synchronized void start() {
        wanted = true;
        startNameServer();
        if (server != null && server.isRunning()) {
            return;
        }
        ServerProcess started = launch();
        server = started;
        try {
            probe.awaitReady(queues, started::isRunning, PATIENCE);
        } catch (BackendUnavailable e) {
            end();
            stopNameServer();
            throw new BackendUnavailable(e.getMessage() + "\n" + started.lastWords(), e);
        }
        if (data.isKept()) {
            node.settle();
        }
    }

    @Override
    public void blockPublishers() {
        control("rabbitmqctl", "set_vm_memory_high_watermark", "0.0000001");
    }

    @Override
    public void unblockPublishers() {
        control("rabbitmqctl", "set_vm_memory_high_watermark", "absolute", PrivateNode.MEMORY_LIMIT);
    }

    @Override
    public synchronized void freeze() {
        running().freeze();
    }

    @Override
    public synchronized void thaw() {
        running().thaw();
    }

    @Override
    public void refuseMessages(String queue) {
        control(RefusingPolicy.setOn(queue));
    }

    @Override
    public void acceptMessages() {
        control(RefusingPolicy.cleared());
    }

    @Override
    public void changePassword(String user, String password) {
        control("rabbitmqctl", "change_password", user, password);
    }

    @Override
    public void restoreDefinitions() {
        control("rabbitmqctl", "import_definitions", node.definitions().toString());
    }

    @Override
    public String describe() {
        return "RabbitMQ, a private node at " + probe.address() + ", data in " + node.home();
    }

    @Override
    public synchronized void close() {
        wanted = false;
        if (data.isKept()) {
            stop();
        }
        end();
        stopNameServer();
    }

    private ServerProcess running() {
        if (server == null) {
            throw new IllegalStateException("RabbitMQ does not run");
        }
        return server;
    }

    private ServerProcess launch() {
        return data.launch(
                node.home().resolve("pid"),
                node.home().resolve("rabbitmq.out"),
                List.of(
                        node.scripts().resolve("rabbitmq-server").toString(),
                        "-tandem_data",
                        data.path().toString()),
                node.environment());
    }

    private void end() {
        if (server != null) {
            server.kill();
            server = null;
        }
    }

    private void startNameServer() {
        if (nameServer == null || !nameServer.isRunning()) {
            nameServer = data.launch(
                    node.home().resolve("epmd.pid"),
                    node.home().resolve("epmd.out"),
                    List.of(
                            node.nameServer().toString(),
                            "-port",
                            Integer.toString(node.nameServerPort()),
                            "-address",
                            "127.0.0.1"),
                    Map.of());
        }
    }

    private void stopNameServer() {
        if (nameServer != null) {
            nameServer.kill();
            nameServer = null;
        }
    }

    private void control(String... line) {
        List<String> command = new ArrayList<>(List.of(line));
        command.set(0, node.scripts().resolve(line[0]).toString());
        ProcessBuilder builder = new ProcessBuilder(Environment.closed(command)).redirectErrorStream(true);
        Environment.apply(builder, node.environment());
        try {
            Process rabbitmqctl = builder.start();
            String output = new String(rabbitmqctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (Pause.until(rabbitmqctl) != 0) {
                throw new IllegalStateException(String.join(" ", line) + " failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
