package dev.tandem.backends;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.postgresql.Driver;

/** Creates the databases of a PostgreSQL server, and waits for the server. */
final class Databases {

    /** Duplicate database, and the unique violation that results when two clients create it at once. */
    private static final Set<String> EXISTS_BY_NOW = Set.of("42P04", "23505");

    /** SQLSTATE of a server that is starting, or that replays its WAL after a crash: up to 2 GB, minutes on a slow disk. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private static final Duration RECOVERY = Duration.ofMinutes(10);

    private Databases() {}

    /** Creates the database unless it exists. */
    static void ensure(PostgresAddress address, String database) {
        try (Connection connection = connect(address)) {
            if (!exists(connection, database)) {
                create(connection, database);
            }
        } catch (SQLException e) {
            throw new BackendUnavailable(
                    "The database " + database + " cannot be created at " + address.host() + ":" + address.port() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Returns when the server accepts connections; fails at once when it is no longer running. A server that recovers from a
     * crash gets ten minutes instead of {@code patience}: if ended early, it would only begin its recovery again.
     */
    static void awaitReady(PostgresAddress address, BooleanSupplier running, Duration patience) {
        long begin = System.nanoTime();
        while (true) {
            try (Connection connection = connect(address)) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException notYet) {
                Duration limit = CANNOT_CONNECT_NOW.equals(notYet.getSQLState()) ? RECOVERY : patience;
                if (!running.getAsBoolean() || System.nanoTime() - begin > limit.toNanos()) {
                    throw new BackendUnavailable("PostgreSQL did not start: " + notYet.getMessage(), notYet);
                }
            }
            Pause.millis(20);
        }
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            statement.setString(1, database);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void create(Connection connection, String database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create database \"" + database.replace("\"", "\"\"") + "\"");
        } catch (SQLException e) {
            if (!EXISTS_BY_NOW.contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static Connection connect(PostgresAddress address) throws SQLException {
        Connection connection = new Driver().connect(address.jdbcUrl(), address.jdbcProperties());
        if (connection == null) {
            throw new SQLException("not an address of PostgreSQL");
        }
        return connection;
    }
}
