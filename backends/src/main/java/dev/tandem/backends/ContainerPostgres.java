package dev.tandem.backends;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs PostgreSQL in a container. */
final class ContainerPostgres implements Postgres, Watched {

    private static final String IMAGE = "postgres:17.6";
    private static final String USER = "tandem";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Container container;
    private final PostgresAddress address;
    private boolean paused;
    private boolean wanted;

    private ContainerPostgres(DataDirectory data, PostgresSettings settings) {
        Path home = PrivateFiles.directory(data.path().resolve("postgres-container"));
        String password = Secrets.remembered(home.resolve("password"));
        container =
                new Container(IMAGE, Ports.remembered(home.resolve("port")), 5432, data, "/var/lib/postgresql/data");
        List<String> command = settings.ofServer();
        command.add(0, "postgres");
        container
                .settings()
                .withEnv("POSTGRES_USER", USER)
                .withEnv("POSTGRES_PASSWORD", password)
                .withEnv("POSTGRES_DB", "postgres")
                .withEnv("POSTGRES_INITDB_ARGS", String.join(" ", settings.ofInitialisation()))
                .withCommand(command.toArray(String[]::new));
        address = new PostgresAddress(container.host(), container.port(), USER, password, "postgres", "");
    }

    static ContainerPostgres in(DataDirectory data, PostgresSettings settings) {
        ContainerPostgres postgres = new ContainerPostgres(data, settings);
        try {
            postgres.start();
            return postgres;
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    @Override
    public String uri(String database) {
        Databases.ensure(address, database);
        return address.uri(database);
    }

    @Override
    public synchronized Optional<String> ending() {
        return wanted ? container.ending() : Optional.empty();
    }

    @Override
    public synchronized void kill() {
        wanted = false;
        thaw();
        container.kill();
    }

    @Override
    public synchronized void stop() {
        wanted = false;
        thaw();
        container.stop();
    }

    @Override
    public synchronized void start() {
        wanted = true;
        container.start();
        Databases.awaitReady(address, () -> true, PATIENCE);
    }

    @Override
    public synchronized void freeze() {
        if (!paused) {
            container.pause();
            paused = true;
        }
    }

    @Override
    public synchronized void thaw() {
        if (paused) {
            container.unpause();
            paused = false;
        }
    }

    @Override
    public String describe() {
        return "PostgreSQL, a container of " + IMAGE + " at " + container.host() + ":" + container.port();
    }

    @Override
    public synchronized void close() {
        wanted = false;
        thaw();
        container.close();
    }
}
