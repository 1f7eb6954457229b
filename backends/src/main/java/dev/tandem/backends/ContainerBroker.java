package dev.tandem.backends;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.testcontainers.images.builder.Transferable;

/**
 * Runs RabbitMQ in a container. Definitions are imported after boot, because a node that loads them creates no default
 * user.
 */
final class ContainerBroker implements Broker, Watched {

    private static final String IMAGE = "rabbitmq:4.1-management";
    private static final String USER = "tandem";
    private static final String DEFINITIONS = "/tmp/definitions.json";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Container container;
    private final String amqpUri;
    private final BrokerProbe probe;
    private final List<String> queues;
    private final ServiceUsers users;
    private boolean wanted;

    private ContainerBroker(DataDirectory data, Definitions definitions) {
        Path home = PrivateFiles.directory(data.path().resolve("rabbitmq-container"));
        String password = Secrets.remembered(home.resolve("password"));
        users = new ServiceUsers(definitions, password);
        container = new Container(IMAGE, Ports.remembered(home.resolve("port")), 5672, data, "/var/lib/rabbitmq");
        container
                .settings()
                .withEnv("RABBITMQ_DEFAULT_USER", USER)
                .withEnv("RABBITMQ_DEFAULT_PASS", password)
                .withEnv("RABBITMQ_NODENAME", "tandem@localhost")
                .withCopyToContainer(
                        Transferable.of(definitions.withPasswords(users).json()), DEFINITIONS);
        amqpUri = "amqp://" + USER + ":" + password + "@" + container.host() + ":" + container.port();
        probe = new BrokerProbe(amqpUri);
        queues = definitions.queues();
    }

    static ContainerBroker in(DataDirectory data, Definitions definitions) {
        ContainerBroker broker = new ContainerBroker(data, definitions);
        try {
            broker.container.start();
            broker.probe.awaitReady(List.of(), () -> true, PATIENCE);
            broker.container.run("rabbitmqctl", "import_definitions", DEFINITIONS);
            broker.start();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public String amqpUri() {
        return amqpUri;
    }

    @Override
    public String amqpUri(String user) {
        return users.uri(user, amqpUri);
    }

    @Override
    public synchronized Optional<String> ending() {
        return wanted ? container.ending() : Optional.empty();
    }

    @Override
    public synchronized void kill() {
        wanted = false;
        container.kill();
    }

    @Override
    public synchronized void stop() {
        wanted = false;
        container.stop();
    }

    @Override
    public synchronized void start() {
        wanted = true;
        container.start();
        probe.awaitReady(queues, () -> true, PATIENCE);
    }

    @Override
    public void blockPublishers() {
        container.run("rabbitmqctl", "set_vm_memory_high_watermark", "0.0000001");
    }

    @Override
    public void unblockPublishers() {
        container.run("rabbitmqctl", "set_vm_memory_high_watermark", "0.4");
    }

    @Override
    public void freeze() {
        container.pause();
    }

    @Override
    public void thaw() {
        container.unpause();
    }

    @Override
    public void refuseMessages(String queue) {
        container.run(RefusingPolicy.setOn(queue));
    }

    @Override
    public void acceptMessages() {
        container.run(RefusingPolicy.cleared());
    }

    @Override
    public void changePassword(String user, String password) {
        container.run("rabbitmqctl", "change_password", user, password);
    }

    @Override
    public void restoreDefinitions() {
        container.run("rabbitmqctl", "import_definitions", DEFINITIONS);
    }

    @Override
    public String describe() {
        return "RabbitMQ, a container of " + IMAGE + " at " + probe.address();
    }

    @Override
    public synchronized void close() {
        wanted = false;
        container.close();
    }
}
