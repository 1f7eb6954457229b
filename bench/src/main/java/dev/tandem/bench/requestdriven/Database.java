package dev.tandem.bench.requestdriven;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.bench.load.Caller;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Sets up the baseline's database: a pool of connections, the tables, twenty workspaces of four members. */
final class Database {

    private static final String SCHEMA = """
            CREATE TABLE workspace (id uuid PRIMARY KEY, name text NOT NULL);
            CREATE TABLE membership (
              workspace_id uuid NOT NULL REFERENCES workspace, user_id text NOT NULL, email text NOT NULL,
              PRIMARY KEY (workspace_id, user_id));
            CREATE TABLE project (
              id uuid PRIMARY KEY, workspace_id uuid NOT NULL REFERENCES workspace, name text NOT NULL,
              created_by text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
            CREATE INDEX ON project (workspace_id, created_at);
            CREATE TABLE feed_entry (
              id uuid PRIMARY KEY, workspace_id uuid NOT NULL, project_id uuid NOT NULL REFERENCES project,
              text text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
            CREATE INDEX ON feed_entry (workspace_id, created_at);
            CREATE TABLE analytics (
              workspace_id uuid NOT NULL, day date NOT NULL, projects bigint NOT NULL, PRIMARY KEY (workspace_id, day));
            INSERT INTO workspace SELECT gen_random_uuid(), 'Bench ' || n FROM generate_series(1, 20) n;
            INSERT INTO membership
              SELECT id, lower(replace(name, ' ', '-')) || '-' || n, lower(replace(name, ' ', '-')) || '-' || n || '@example.com'
              FROM workspace, generate_series(1, 4) n;
            """;

    /** Neighbours belong to different workspaces. */
    private static final String MEMBERS =
            "SELECT user_id, workspace_id FROM membership ORDER BY right(user_id, 1), workspace_id";

    private Database() {}

    /** Opens a pool whose connections prepare a statement on the server when the statement is used for the second time. */
    static HikariDataSource open(URI address, int connections) {
        String[] credentials = address.getRawUserInfo().split(":", 2);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getRawPath());
        config.setUsername(decoded(credentials[0]));
        config.setPassword(credentials.length < 2 ? "" : decoded(credentials[1]));
        config.addDataSourceProperty("prepareThreshold", "2");
        config.setMaximumPoolSize(connections);
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    /** Creates the tables; returns the callers. */
    static List<Caller> prepare(DataSource connections) {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            List<Caller> callers = new ArrayList<>();
            try (ResultSet members = statement.executeQuery(MEMBERS)) {
                while (members.next()) {
                    callers.add(new Caller(members.getString(1), members.getString(2)));
                }
            }
            connection.commit();
            return callers;
        } catch (SQLException e) {
            throw new IllegalStateException("The baseline's tables could not be made: " + e.getMessage(), e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
