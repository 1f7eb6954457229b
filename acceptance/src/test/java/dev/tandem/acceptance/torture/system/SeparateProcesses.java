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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs every service in processes of its own, on private back ends. Each process reaches PostgreSQL and RabbitMQ through
 * proxies, and the instances of a service share a balancer. Nothing outlives {@link #close()} or the end of the JVM.
 */
public final class SeparateProcesses implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Backends backends;
    private final Optional<Disks> disks;
    private final JsonServer documents;
    private final Tokens tokens;
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, List<Instance>> instances = new LinkedHashMap<>();
    private final Map<String, Balancer> balancers = new LinkedHashMap<>();
    private final Thread closing = new Thread(this::end, "close-separate-processes");
    private boolean closed;

    /** File systems of the back ends' own. */
    private record Disks(SmallDisk postgres, SmallDisk broker) {

        static Disks below(Path data) {
            return new Disks(SmallDisk.at(data.resolve("postgres")), SmallDisk.at(data.resolve("rabbitmq")));
        }

        void close() {
            postgres.close();
            broker.close();
        }
    }

    private SeparateProcesses(
            Backends backends, Optional<Disks> disks, Path directory, int each, Map<String, String> variables) {
        this.backends = backends;
        this.disks = disks;
        this.documents = JsonServer.onLoopback();
        SigningKey key = SigningKey.passing();
        this.tokens = new Tokens(key);
        Map<String, String> addresses = new HashMap<>();
        InstanceSettings settings = new InstanceSettings(
                vertx,
                backends.postgres(),
                backends.broker(),
                new Ports(),
                directory,
                PublishedKeys.serve(key, documents),
                addresses,
                variables);
        for (Program program : Program.ALL) {
            List<Instance> own = new ArrayList<>();
            for (int number = 1; number <= each; number++) {
                own.add(new Instance(settings, program, number));
            }
            instances.put(program.name(), own);
            if (each > 1) {
                balancers.put(program.name(), new Balancer(vertx, own));
            }
            addresses.put(program.addressVariable(), address(program.name()).toString());
        }
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @param directory for the output of the processes; emptied first
     * @param data where the back ends keep their data, or null for nowhere: then each has a file system of its own, if that can be
     * @param each how many instances of each service
     * @param variables for every instance
     */
    public static SeparateProcesses start(
            Path directory, Path definitions, @Nullable Path data, int each, Map<String, String> variables) {
        empty(directory);
        Backends.Builder builder = Backends.builder()
                .definitions(definitions)
                .environment(Map.of())
                .closeOnExit(false);
        Optional<Disks> disks = Optional.empty();
        if (data != null) {
            builder.data(data);
        } else if (SmallDisk.isPossible()) {
            Path small = directory.resolve("disks");
            disks = Optional.of(Disks.below(small));
            builder.data(small);
        }
        SeparateProcesses system = new SeparateProcesses(builder.start(), disks, directory, each, variables);
        Runtime.getRuntime().addShutdownHook(system.closing);
        try {
            system.instances().forEach(Instance::start);
            system.instances().forEach(instance -> instance.awaitReady(PATIENCE));
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

    /** On which PostgreSQL keeps its data, if it can be filled. */
    public Optional<SmallDisk> postgresDisk() {
        return disks.map(Disks::postgres);
    }

    /** On which RabbitMQ keeps its data, if it can be filled. */
    public Optional<SmallDisk> brokerDisk() {
        return disks.map(Disks::broker);
    }

    /** Those of that service. */
    public List<Instance> instances(String service) {
        List<Instance> own = instances.get(service);
        if (own == null) {
            throw new IllegalArgumentException("No service is named " + service);
        }
        return own;
    }

    public List<Instance> instances() {
        return instances.values().stream().flatMap(List::stream).toList();
    }

    public URI gateway() {
        return address("gateway");
    }

    public String token(String user) {
        return tokens.issue(user, false);
    }

    /** For somebody who may see and mend what failed. */
    public String operatorToken(String user) {
        return tokens.issue(user, true);
    }

    public int lostCommits() {
        return instances().stream()
                .map(Instance::toPostgres)
                .mapToInt(Proxy::lostCommits)
                .sum();
    }

    /** Ends what still goes on of any fault, and waits until every service is ready. */
    public void heal() {
        disks.ifPresent(full -> {
            full.postgres().free();
            full.broker().free();
        });
        instances().stream()
                .flatMap(instance -> Stream.of(instance.toPostgres(), instance.toBroker()))
                .forEach(proxy -> proxy.set(Mode.PASS, 0));
        backends.postgres().start();
        backends.broker().start();
        instances().forEach(Instance::bury);
        instances().forEach(Instance::thaw);
        instances().forEach(instance -> instance.awaitReady(PATIENCE));
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
        instances().forEach(Instance::kill);
        balancers.values().forEach(Balancer::close);
        documents.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        backends.close();
        disks.ifPresent(Disks::close);
    }

    /** Where others find the service. */
    private URI address(String service) {
        Balancer balancer = balancers.get(service);
        return balancer == null ? instances(service).get(0).uri() : balancer.uri();
    }

    private static void empty(Path directory) {
        try {
            Files.createDirectories(directory);
            Leftovers.end(directory);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".log")).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
