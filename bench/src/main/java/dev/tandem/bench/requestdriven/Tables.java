package dev.tandem.bench.requestdriven;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Runs the statements of one transaction. The driver prepares each statement on the server, once per connection, and keeps
 * it.
 */
final class Tables {

    private final Connection connection;

    Tables(Connection connection) {
        this.connection = connection;
    }

    boolean isMember(UUID workspace, String user) throws SQLException {
        String sql = "SELECT 1 FROM membership WHERE workspace_id = ? AND user_id = ?";
        try (PreparedStatement statement = with(sql, workspace, user);
                ResultSet found = statement.executeQuery()) {
            return found.next();
        }
    }

    List<String> addresses(UUID workspace) throws SQLException {
        try (PreparedStatement statement = with("SELECT email FROM membership WHERE workspace_id = ?", workspace);
                ResultSet found = statement.executeQuery()) {
            List<String> addresses = new ArrayList<>();
            while (found.next()) {
                addresses.add(found.getString(1));
            }
            return addresses;
        }
    }

    void insert(Project project) throws SQLException {
        update(
                "INSERT INTO project (id, workspace_id, name, created_by) VALUES (?, ?, ?, ?)",
                project.id(),
                project.workspace(),
                project.name(),
                project.creator());
    }

    void addToFeed(Project project) throws SQLException {
        update(
                "INSERT INTO feed_entry (id, workspace_id, project_id, text) VALUES (?, ?, ?, ?)",
                UUID.randomUUID(),
                project.workspace(),
                project.id(),
                project.creator() + " created " + project.name());
    }

    /** Must come last, because it holds the lock of the workspace's counter until the commit. */
    void countIn(UUID workspace) throws SQLException {
        update("""
                INSERT INTO analytics (workspace_id, day, projects) VALUES (?, current_date, 1)
                ON CONFLICT (workspace_id, day) DO UPDATE SET projects = analytics.projects + 1
                """, workspace);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = with(sql, values)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement with(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
