package dev.tandem.kit.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** Migrates a database to the schema that a service needs. */
public final class Migrations {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Acquires a lock that is held until the connection closes. The key is "migrate" in ASCII. */
    private static final String ALONE = "SET lock_timeout = '60s'; SELECT pg_advisory_lock(x'6d696772617465'::bigint)";

    private Migrations() {}

    /**
     * Runs the sets in the given order, off the event loop. Waits up to a minute for a database that is not up yet. Several
     * instances may call this at once: one migrates, the others wait and find the work done. Fails with
     * {@link MigrationException}.
     */
    public static Future<Void> migrate(Vertx vertx, URI uri, Migration... migrations) {
        return migrate(vertx, uri, PATIENCE, migrations);
    }

    /** Migrates the database at the current value of the address, as {@link #migrate(Vertx, URI, Migration...)} does. */
    public static Future<Void> migrate(Vertx vertx, Supplier<URI> address, Migration... migrations) {
        return vertx.executeBlocking(address::get, false).compose(uri -> migrate(vertx, uri, migrations));
    }

    static Future<Void> migrate(Vertx vertx, URI uri, Duration patience, Migration... migrations) {
        PostgresAddress address = PostgresAddress.of(uri);
        return new Readiness(vertx, address, patience)
                .await()
                .recover(failure -> Future.failedFuture(new MigrationException(
                        "The database at " + address.place() + " cannot be used: " + failure.getMessage(), failure)))
                .compose(up -> vertx.<Void>executeBlocking(() -> {
                    List.of(migrations).forEach(migration -> run(address, migration));
                    return null;
                }));
    }

    /**
     * Runs in one instance at a time: Flyway creates its table in two steps, and another instance that finds the table empty in
     * between gives up.
     */
    static void run(PostgresAddress address, Migration migration) {
        try (Connection alone = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement lock = alone.createStatement()) {
            lock.execute(ALONE);
            apply(address, migration);
        } catch (SQLException failure) {
            throw new MigrationException(
                    "The database at " + address.place() + " could not be held for migrations: " + failure.getMessage(),
                    failure);
        }
    }

    private static void apply(PostgresAddress address, Migration migration) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(address.jdbcUrl(), address.user(), address.password())
                    .locations(migration.location())
                    .failOnMissingLocations(true)
                    .table(migration.historyTable())
                    .baselineOnMigrate(true)
                    .baselineVersion(MigrationVersion.fromVersion("0"))
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw new MigrationException(
                    "The migrations of " + migration.location() + " could not be applied to the database at "
                            + address.place() + ": " + firstLine(failure),
                    failure);
        }
    }

    private static String firstLine(FlywayException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("unknown failure");
    }
}
