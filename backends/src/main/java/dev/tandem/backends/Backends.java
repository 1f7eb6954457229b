package dev.tandem.backends;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provides a PostgreSQL server and a RabbitMQ broker, both ready for use. Each is the first available of: the server at the
 * address in the environment ({@code DATABASE_URI}; {@code AMQP_URI}, with {@code RABBITMQ_MANAGEMENT_URI} to import the
 * definitions), a container if a Docker engine answers, a private server on the loopback interface. {@link #close()} stops the
 * servers that were started here, and by default the end of the JVM does, too. A killed JVM leaves its servers running; the next
 * JVM that uses the data directory stops them.
 */
public final class Backends implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

    private final DataDirectory data;
    private final Postgres postgres;
    private final Broker broker;
    private final List<Restarter> restarters = new ArrayList<>();
    private final Thread closing = new Thread(this::closeAll, "close-backends");
    private boolean closed;

    private Backends(DataDirectory data, Postgres postgres, Broker broker) {
        this.data = data;
        this.postgres = postgres;
        this.broker = broker;
    }

    /** By default: temporary data, no definitions, the environment of this process, closed with the JVM. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Stops servers that a killed JVM left running on the data directory.
     *
     * @throws BackendUnavailable if a live JVM uses it
     */
    public static void stopLeftovers(Path data) {
        DataDirectory.kept(data).close();
    }

    public Postgres postgres() {
        return postgres;
    }

    public Broker broker() {
        return broker;
    }

    /** Stops the servers that were started here, and deletes temporary data. Idempotent. */
    @Override
    public void close() {
        forget(closing);
        closeAll();
    }

    private synchronized void closeAll() {
        if (!closed) {
            closed = true;
            restarters.forEach(Restarter::close);
            CompletableFuture<Void> brokerClosed = CompletableFuture.runAsync(broker::close, Backends::onThread);
            try {
                postgres.close();
            } finally {
                brokerClosed.join();
                data.close();
            }
        }
    }

    /** Watches the servers that were started here; servers given by address are never restarted. */
    private synchronized void restart() {
        if (postgres instanceof Watched watched) {
            restarters.add(Restarter.of("PostgreSQL", watched));
        }
        if (broker instanceof Watched watched) {
            restarters.add(Restarter.of("RabbitMQ", watched));
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException hooksRunAlready) {
            LOG.debug("The JVM shuts down");
        }
    }

    private static void onThread(Runnable work) {
        new Thread(work, "backend").start();
    }

    /** Settings for the back ends. */
    public static final class Builder {

        private @Nullable Path kept;
        private @Nullable Path definitions;
        private Map<String, String> environment = System.getenv();
        private RabbitInstallation installation = RabbitInstallation.ofThisMachine();
        private boolean closeOnExit = true;
        private boolean restarting;
        private PostgresSettings settings = PostgresSettings.DURABLE;

        private Builder() {}

        /** Keeps the data in the directory across runs; one instance at a time may use it. */
        public Builder data(Path directory) {
            kept = directory;
            return this;
        }

        /** RabbitMQ's definitions, imported before the broker counts as ready. */
        public Builder definitions(Path file) {
            definitions = file;
            return this;
        }

        /** The variables from which addresses and {@code DOCKER_HOST} are read. */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /**
         * Closes the back ends when the JVM ends, which is the default. A caller that needs a certain order sets this to false
         * and closes the back ends itself.
         */
        public Builder closeOnExit(boolean yes) {
            closeOnExit = yes;
            return this;
        }

        /**
         * Restarts a server that ends unexpectedly, after pauses that grow from a second to a minute; off by default. Leaves
         * alone servers given by address, and servers ended by {@link Server#kill} or {@link Server#stop}.
         */
        public Builder restarting(boolean yes) {
            restarting = yes;
            return this;
        }

        /**
         * Makes PostgreSQL fast for data that may be lost; off by default. Commits do not wait for the disk, so a crash of the
         * machine may destroy the data; what a killed server has committed survives. Stored passwords are hashed once only, so a
         * log-in costs next to nothing. Deletes nothing: whether data is kept depends on {@link #data} alone.
         */
        public Builder disposable(boolean yes) {
            settings = yes ? PostgresSettings.DISPOSABLE : PostgresSettings.DURABLE;
            return this;
        }

        Builder installation(RabbitInstallation rabbitMq) {
            installation = rabbitMq;
            return this;
        }

        /**
         * Starts both at the same time and returns when both are ready.
         *
         * @throws BackendUnavailable if one of them cannot be provided; then nothing is left running
         */
        public Backends start() {
            long begun = System.nanoTime();
            Definitions topology = Definitions.read(definitions);
            DataDirectory data = kept == null ? DataDirectory.temporary() : DataDirectory.kept(kept);
            boolean docker = needsServer() && DockerEngine.answers(environment);
            Thread giveUp = new Thread(data::close, "give-up-backends");
            Runtime.getRuntime().addShutdownHook(giveUp);
            CompletableFuture<Broker> broker =
                    CompletableFuture.supplyAsync(() -> broker(data, docker, topology), Backends::onThread);
            CompletableFuture<Postgres> postgres =
                    CompletableFuture.supplyAsync(() -> postgres(data, docker), Backends::onThread);
            Backends backends;
            try {
                backends = new Backends(data, postgres.join(), broker.join());
            } catch (CompletionException e) {
                closeIfStarted(postgres);
                closeIfStarted(broker);
                data.close();
                forget(giveUp);
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
            if (closeOnExit) {
                Runtime.getRuntime().addShutdownHook(backends.closing);
            }
            forget(giveUp);
            if (restarting) {
                backends.restart();
            }
            LOG.info(
                    "{}; {}; ready after {} ms",
                    backends.postgres.describe(),
                    backends.broker.describe(),
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            return backends;
        }

        private boolean needsServer() {
            return given("DATABASE_URI") == null || given("AMQP_URI") == null;
        }

        private Postgres postgres(DataDirectory data, boolean docker) {
            String address = given("DATABASE_URI");
            if (address != null) {
                return ExternalPostgres.at(address);
            }
            return docker ? ContainerPostgres.in(data, settings) : PrivatePostgres.in(data, settings);
        }

        private Broker broker(DataDirectory data, boolean docker, Definitions topology) {
            String address = given("AMQP_URI");
            if (address != null) {
                return ExternalBroker.at(address, given("RABBITMQ_MANAGEMENT_URI"), topology);
            }
            return docker ? ContainerBroker.in(data, topology) : PrivateBroker.in(data, installation, topology);
        }

        private @Nullable String given(String variable) {
            String value = environment.get(variable);
            return value == null || value.isBlank() ? null : value;
        }

        private static void closeIfStarted(CompletableFuture<? extends AutoCloseable> starting) {
            starting.handle((started, failure) -> started)
                    .thenAccept(started -> {
                        if (started != null) {
                            closeQuietly(started);
                        }
                    })
                    .join();
        }

        private static void closeQuietly(AutoCloseable started) {
            try {
                started.close();
            } catch (Exception e) {
                LOG.warn("A back end could not be closed", e);
            }
        }
    }
}
