package dev.tandem.backends;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements for tests. */
final class Sql {

    /** The hash of the password that was logged in with, with the number of its rounds. */
    static final String OWN_PASSWORD = "select rolpassword from pg_authid where rolname = current_user";

    private Sql() {}

    static Connection open(String uri) throws SQLException {
        PostgresAddress address = PostgresAddress.parse(uri);
        return DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
    }

    static void run(String uri, String statement) throws SQLException {
        try (Connection connection = open(uri);
                Statement running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    static String value(String uri, String query) throws SQLException {
        try (Connection connection = open(uri)) {
            return value(connection, query);
        }
    }

    static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
