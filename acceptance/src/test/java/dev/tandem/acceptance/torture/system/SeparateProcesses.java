package dev.tandem.acceptance.torture.system;

import dev.tandem.acceptance.torture.proxy.Mode;
import dev.tandem.acceptance.torture.proxy.Proxy;
import dev.tandem.backends.Backends;
import dev.tandem.backends.Broker;
import dev.tandem.backends.Postgres;
import dev.tandem.local.http.JsonServer;
import dev.tandem.local.identity.PublishedKeys;
import dev.tandem.local.identity.SigningKey;
import dev.tandem.local.identity.Tokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every service as a process of its own, each with a proxy before PostgreSQL and one before RabbitMQ, on private back
 * ends. Nothing that was started survives {@link #close()} or the end of the JVM.
 */
public final class SeparateProcesses implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> FLAGS = List.of(
            "-Xmx192m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    /** They give events up soon, so that a fault of seconds fills the dead letters; the others have the usual policy. */
    private static final Map<String, String> POLICIES =
            Map.of("project-service", "1 attempt from 1s", "notifier", "3 attempts from 1s doubling");

    /** What is done to them comes from few workspaces, and is to be carried out rather than refused. */
    private static final Map<String, String> LIMITS = Map.of(
            "QUOTA_PER_SECOND", "100000",
            "QUOTA_BURST", "100000",
            "QUOTA_OUTSTANDING", "100000",
            "QUOTA_READS_PER_SECOND", "100000",
            "QUOTA_READ_BURST", "100000",
            "WARM_UP_SECONDS", "0");

    private final Backends backends;
    private final JsonServer documents;
    private final Tokens tokens;
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, URI> management = new HashMap<>();
    private final Map<String, Proxy> toPostgres = new LinkedHashMap<>();
    private final Map<String, Proxy> toBroker = new LinkedHashMap<>();
    private final Thread closing = new Thread(this::end, "close-separate-processes");
    private boolean closed;

    private SeparateProcesses(Backends backends, Path directory) {
        this.backends = backends;
        this.documents = JsonServer.onLoopback();
        SigningKey key = SigningKey.passing();
        this.tokens = new Tokens(key);
        URI keys = PublishedKeys.serve(key, documents);
        Ports ports = new Ports();
        Map<String, Integer> ported = new HashMap<>();
        Map<String, String> addresses = new HashMap<>();
        for (Program program : Program.ALL) {
            ported.put(program.name(), ports.next());
            addresses.put(program.addressVariable(), "http://127.0.0.1:" + ported.get(program.name()));
        }
        for (Program program : Program.ALL) {
            Map<String, String> environment = new HashMap<>(addresses);
            environment.putAll(surroundings(program, keys));
            Optional.ofNullable(POLICIES.get(program.name()))
                    .ifPresent(policy -> environment.put("RETRY_POLICY", policy));
            environment.putAll(LIMITS);
            environment.put("HTTP_PORT", Integer.toString(ported.get(program.name())));
            int managementPort = ports.next();
            environment.put("MANAGEMENT_PORT", Integer.toString(managementPort));
            management.put(program.name(), URI.create("http://127.0.0.1:" + managementPort));
            instances.put(
                    program.name(),
                    new Instance(
                            program,
                            ported.get(program.name()),
                            command(program, directory),
                            Map.copyOf(environment),
                            directory));
        }
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @param directory for the output of the processes; emptied first
     * @param data where the back ends keep their data, or null for nowhere
     */
    public static SeparateProcesses start(Path directory, Path definitions, @Nullable Path data) {
        empty(directory);
        Backends.Builder builder = Backends.builder()
                .definitions(definitions)
                .environment(Map.of())
                .closeOnExit(false);
        Backends backends = (data == null ? builder : builder.data(data)).start();
        SeparateProcesses system = new SeparateProcesses(backends, directory);
        Runtime.getRuntime().addShutdownHook(system.closing);
        try {
            system.instances.values().forEach(Instance::start);
            system.instances.values().forEach(instance -> instance.awaitReady(PATIENCE));
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    public Broker broker() {
        return backends.broker();
    }

    public Postgres postgres() {
        return backends.postgres();
    }

    public Instance instance(String name) {
        Instance instance = instances.get(name);
        if (instance == null) {
            throw new IllegalArgumentException("No service is named " + name);
        }
        return instance;
    }

    public List<Instance> instances() {
        return List.copyOf(instances.values());
    }

    /** The way of that service to PostgreSQL. */
    public Proxy toPostgres(String service) {
        return toPostgres.get(service);
    }

    /** The way of that service to RabbitMQ. */
    public Proxy toBroker(String service) {
        return toBroker.get(service);
    }

    public URI gateway() {
        return instance("gateway").uri();
    }

    /** Where that service tells its metrics. */
    public URI management(String service) {
        return Objects.requireNonNull(management.get(service));
    }

    public String token(String user) {
        return tokens.issue(user, false);
    }

    /** For somebody who may see and mend what failed. */
    public String operatorToken(String user) {
        return tokens.issue(user, true);
    }

    public int lostCommits() {
        return toPostgres.values().stream().mapToInt(Proxy::lostCommits).sum();
    }

    /** Ends what still goes on of any fault, and waits until every service is ready. */
    public void heal() {
        Stream.concat(toPostgres.values().stream(), toBroker.values().stream())
                .forEach(proxy -> proxy.set(Mode.PASS, 0));
        backends.postgres().start();
        backends.broker().start();
        instances.values().forEach(Instance::thaw);
        instances.values().forEach(instance -> instance.awaitReady(PATIENCE));
    }

    /** Stops everything, services first. Repeatable. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(closing);
        } catch (IllegalStateException endingAlready) {
            return;
        }
        end();
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        instances.values().forEach(Instance::kill);
        documents.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        backends.close();
    }

    private Map<String, String> surroundings(Program program, URI keys) {
        String database = backends.postgres().uri(program.database());
        String amqp = backends.broker().amqpUri(program.name());
        Proxy postgres = new Proxy(vertx, URI.create(database));
        Proxy broker = new Proxy(vertx, URI.create(amqp));
        toPostgres.put(program.name(), postgres);
        toBroker.put(program.name(), broker);
        return Map.of(
                "HTTP_HOST",
                "127.0.0.1",
                "AMQP_URI",
                broker.uri(amqp),
                "DATABASE_URI",
                postgres.uri(database),
                "AUTH_ISSUER",
                Tokens.ISSUER,
                "AUTH_AUDIENCE",
                Tokens.AUDIENCE,
                "AUTH_JWKS_URI",
                keys.toString(),
                "LOG_FORMAT",
                "text");
    }

    private static List<String> command(Program program, Path directory) {
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        FLAGS.stream(),
                        Stream.of(Leftovers.mark(directory), "-cp", ClassPath.ofServices(), program.main()))
                .flatMap(part -> part)
                .toList();
    }

    private static void empty(Path directory) {
        try {
            Files.createDirectories(directory);
            Leftovers.end(directory);
            for (Program program : Program.ALL) {
                Files.deleteIfExists(directory.resolve(program.name() + ".log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
