package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lays out the files, ports and environment of a private RabbitMQ node, and of the Erlang name server (epmd) that it needs. Every
 * setting by which a node finds its configuration or other nodes is set, so that a node and an epmd which the machine runs as
 * system services are never involved.
 */
record PrivateNode(
        Path home,
        Path scripts,
        String topology,
        ServiceUsers users,
        int port,
        int distributionPort,
        int nameServerPort) {

    static final String USER = "tandem";
    static final String MEMORY_LIMIT = "1GB";

    private static final int SETTLING_MILLIS = 1_000;
    /** The log of quorum queues is durable when a write returns, which saves a system call for each write. */
    private static final String SYNCED_WHEN_WRITTEN = "[{ra, [{wal_write_strategy, o_sync}]}].\n";

    private static final String LOOPBACK_DISTRIBUTION = "-kernel inet_dist_use_interface {127,0,0,1}";

    /** Writes the node's configuration and creates its directories; keeps the ports, secrets and data of an earlier run. */
    static PrivateNode in(Path directory, Path scripts, Definitions definitions) {
        Path home = PrivateFiles.directory(directory.resolve("rabbitmq"));
        PrivateNode node = new PrivateNode(
                home,
                scripts,
                Integer.toHexString(definitions.json().hashCode()),
                new ServiceUsers(definitions, password(home)),
                Ports.remembered(home.resolve("port")),
                Ports.remembered(home.resolve("distribution-port")),
                Ports.remembered(home.resolve("name-server-port")));
        node.layOut(definitions);
        return node;
    }

    String amqpUri() {
        return "amqp://" + USER + ":" + password(home) + "@127.0.0.1:" + port;
    }

    String amqpUri(String user) {
        return users.uri(user, amqpUri());
    }

    Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("RABBITMQ_NODENAME", "tandem@localhost"),
                Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_CONFIG_FILES", home.resolve("conf.d").toString()),
                Map.entry(
                        "RABBITMQ_ADVANCED_CONFIG_FILE",
                        home.resolve("advanced.config").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", home.resolve("env.conf").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        home.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                Map.entry("ERL_CRASH_DUMP", home.resolve("erl_crash.dump").toString()),
                Map.entry("ERL_EPMD_PORT", Integer.toString(nameServerPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_CTL_ERL_ARGS", LOOPBACK_DISTRIBUTION),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", LOOPBACK_DISTRIBUTION + schedulers()),
                // Makes the script replace itself by the node instead of waiting for it.
                Map.entry("detached", "true"));
    }

    /** The file with the node's topology and users. */
    Path definitions() {
        return home.resolve("definitions.json");
    }

    /** A link to epmd in the data directory. By this path a later JVM recognises an epmd that was started here. */
    Path nameServer() {
        return home.resolve("epmd");
    }

    /**
     * Sleeps for a second, once per topology: the node persists newly declared queues half a second late. A node killed before
     * then would come back with streams that it cannot find.
     */
    void settle() {
        try {
            if (!Files.exists(settled()) || !Files.readString(settled()).equals(topology)) {
                Pause.millis(SETTLING_MILLIS);
                PrivateFiles.write(settled(), topology);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the data of a first start that was killed before the node was ready for use. */
    void clearUnsettled() {
        try {
            if (!Files.exists(settled()) && Files.exists(home.resolve("data"))) {
                PrivateFiles.delete(home.resolve("data"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path settled() {
        return home.resolve("settled");
    }

    private static String password(Path home) {
        return Secrets.remembered(home.resolve("password"));
    }

    private void layOut(Definitions definitions) {
        try {
            for (String directory : new String[] {"data", "log"}) {
                PrivateFiles.directory(home.resolve(directory));
            }
            Secrets.remembered(home.resolve(".erlang.cookie"));
            PrivateFiles.write(
                    definitions(),
                    definitions
                            .withPasswords(users)
                            .withAdministrator(USER, password(home))
                            .json());
            PrivateFiles.write(home.resolve("rabbitmq.conf"), configuration());
            PrivateFiles.write(home.resolve("enabled_plugins"), "[].\n");
            PrivateFiles.write(home.resolve("env.conf"), "");
            PrivateFiles.write(home.resolve("advanced.config"), SYNCED_WHEN_WRITTEN);
            linkNameServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Definitions are loaded before the listener opens, so every client that can connect finds them. */
    private String configuration() {
        return """
                listeners.tcp.local = 127.0.0.1:%d
                load_definitions = %s
                log.file.level = warning
                log.console = false
                vm_memory_high_watermark.absolute = %s
                disk_free_limit.absolute = 200MB
                collect_statistics_interval = 60000
                raft.wal_max_size_bytes = 67108864
                """.formatted(port, definitions(), MEMORY_LIMIT);
    }

    private void linkNameServer() throws IOException {
        Files.deleteIfExists(nameServer());
        Files.createSymbolicLink(nameServer(), installedNameServer());
    }

    private static Path installedNameServer() throws IOException {
        Path onThePath = Path.of("/usr/bin/epmd");
        if (Files.isExecutable(onThePath)) {
            return onThePath;
        }
        Path erlang = Path.of("/usr/lib/erlang");
        try (Stream<Path> entries = Files.list(erlang)) {
            return entries.map(entry -> entry.resolve("bin/epmd"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new FileSystemException(erlang.toString(), null, "Erlang's epmd is not there"));
        }
    }

    private static String schedulers() {
        int schedulers = Math.min(4, Runtime.getRuntime().availableProcessors());
        return " +sbwt none +sbwtdcpu none +sbwtdio none +S " + schedulers + ":" + schedulers;
    }
}
