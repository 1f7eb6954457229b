package dev.tandem.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a private PostgreSQL server on the loopback interface, from the binaries in its Maven artifact. */
final class PrivatePostgres implements Postgres, Watched {

    private static final String SUPERUSER = "tandem";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final DataDirectory directory;
    private final PostgresSettings settings;
    private final Path home;
    private final Path data;
    private final int port;
    private final Unprivileged user;
    private final Path binaries;
    private final PostgresAddress address;
    private @Nullable ServerProcess server;
    private boolean wanted;

    private PrivatePostgres(DataDirectory directory, PostgresSettings settings) {
        this.settings = settings;
        this.home = PrivateFiles.passage(directory.path().resolve("postgres"));
        this.data = home.resolve("data");
        this.directory = directory;
        this.port = Ports.remembered(home.resolve("port"));
        this.user = Unprivileged.into(home);
        this.binaries = PostgresBinaries.in(user.cache());
        this.address = new PostgresAddress(
                "127.0.0.1", port, SUPERUSER, Secrets.remembered(home.resolve("password")), "postgres", "");
    }

    static PrivatePostgres in(DataDirectory directory, PostgresSettings settings) {
        PrivatePostgres postgres = new PrivatePostgres(directory, settings);
        if (!Files.isDirectory(postgres.data)) {
            postgres.initialise();
        }
        postgres.start();
        return postgres;
    }

    static void stopLeftovers(Path directory) {
        ServerProcess.stopLeftover(pidFile(directory.resolve("postgres")), directory);
    }

    @Override
    public String uri(String database) {
        Databases.ensure(address, database);
        return address.uri(database);
    }

    @Override
    public synchronized Optional<String> ending() {
        if (!wanted) {
            return Optional.empty();
        }
        return server == null ? Optional.of("it did not start") : server.ending();
    }

    @Override
    public synchronized void kill() {
        wanted = false;
        end();
    }

    @Override
    public synchronized void stop() {
        wanted = false;
        if (server != null) {
            server.thaw();
            server.stop("INT", FAREWELL);
            server = null;
        }
    }

    @Override
    public synchronized void start() {
        wanted = true;
        if (server != null && server.isRunning()) {
            return;
        }
        forgetForeignPid();
        user.own(data);
        List<String> arguments = settings.ofServer(
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=");
        ServerProcess started =
                directory.launch(pidFile(home), log(), user.command(binaries.resolve("postgres"), arguments), Map.of());
        server = started;
        try {
            Databases.awaitReady(address, started::isRunning, PATIENCE);
        } catch (BackendUnavailable e) {
            end();
            throw new BackendUnavailable(e.getMessage() + "\n" + started.lastWords(), e);
        }
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
    public String describe() {
        return "PostgreSQL, a private server at 127.0.0.1:" + port + ", data in " + data;
    }

    @Override
    public synchronized void close() {
        if (directory.isKept()) {
            stop();
        }
        kill();
    }

    private void end() {
        if (server != null) {
            server.kill();
            server = null;
        }
    }

    private ServerProcess running() {
        if (server == null) {
            throw new IllegalStateException("PostgreSQL does not run");
        }
        return server;
    }

    /** Initialises a neighbouring directory and moves it into place, so that a half-made cluster is never used. */
    private void initialise() {
        try {
            Path making = home.resolve("initialising");
            if (Files.exists(making)) {
                PrivateFiles.delete(making);
            }
            Path cluster = PrivateFiles.passage(making).resolve("data");
            Path passwordFile = making.resolve("password");
            PrivateFiles.write(passwordFile, address.password());
            user.own(making);
            List<String> arguments = new ArrayList<>(settings.ofInitialisation());
            arguments.addAll(List.of(
                    "-D",
                    cluster.toString(),
                    "-U",
                    SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-sync"));
            run(user.command(binaries.resolve("initdb"), arguments));
            Files.move(cluster, data);
            PrivateFiles.delete(making);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> command) throws IOException {
        if (directory.launch(pidFile(home), log(), command, Map.of()).await() != 0) {
            throw new BackendUnavailable("PostgreSQL could not be initialised:\n" + Files.readString(log()));
        }
    }

    /**
     * Deletes the pid file that a killed server left in its data directory, if another program has that pid now: the next server
     * would refuse to start. Keeps the file if no process has the pid, because the next server uses it to detect and await the
     * remaining processes of its predecessor.
     */
    private void forgetForeignPid() {
        Path file = data.resolve("postmaster.pid");
        try {
            if (Files.exists(file)) {
                long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
                boolean foreign = ProcessHandle.of(pid)
                        .filter(process -> !OsProcesses.commandLine(process).contains(data.toString()))
                        .isPresent();
                if (foreign) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return home.resolve("postgres.log");
    }

    private static Path pidFile(Path home) {
        return home.resolve("pid");
    }
}
