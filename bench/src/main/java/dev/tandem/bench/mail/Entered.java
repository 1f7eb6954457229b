package dev.tandem.bench.mail;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Counts the mails of Tandem in its databases: those that are due, and those that the notifier has entered. */
public final class Entered implements AutoCloseable {

    private final Connection projects;
    private final Connection notifier;

    private Entered(Connection projects, Connection notifier) {
        this.projects = projects;
        this.notifier = notifier;
    }

    /** Opens a connection to each of the databases. */
    public static Entered in(URI projects, URI notifier) {
        return new Entered(open(projects), open(notifier));
    }

    /**
     * The progress of the mails of news.
     *
     * @param due mails that the projects call for: one for each member who wants mail and did not create the project
     * @param entered mails that the notifier has to send or has sent
     * @param waiting entered mails that wait to be sent
     */
    public record State(long due, long entered, long waiting) {

        /** Returns true if every due mail was entered and none waits. */
        public boolean isOver() {
            return entered >= due && waiting == 0;
        }
    }

    public State state() {
        long due = number(projects, """
                SELECT count(*) FROM project p JOIN workspace w ON w.id = p.workspace_id
                JOIN member m ON m.workspace_id = w.id
                WHERE m.user_id <> p.created_by AND w.name LIKE 'Mailed %'
                """);
        return new State(
                due,
                number(notifier, "SELECT count(*) FROM delivery WHERE channel = 'mail'"),
                number(notifier, "SELECT count(*) FROM delivery WHERE channel = 'mail' AND state = 'waiting'"));
    }

    /** Returns the receivers of the mails, by the mails' ids. */
    Map<String, String> receivers() {
        try (Statement statement = notifier.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, receiver FROM delivery WHERE channel = 'mail'")) {
            Map<String, String> receivers = new HashMap<>();
            while (rows.next()) {
                receivers.put(rows.getString(1), rows.getString(2));
            }
            return receivers;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        try (projects;
                notifier) {
            // both are closed, whatever happens to the first
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static long number(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static Connection open(URI address) {
        String[] credentials = address.getUserInfo().split(":", 2);
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getRawPath(),
                    credentials[0],
                    credentials.length < 2 ? "" : credentials[1]);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("Tandem's mails could not be counted: " + e.getMessage(), e);
    }
}
