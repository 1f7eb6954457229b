package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests a system that has warmed up and has not received any request yet. */
final class WarmStartTest {

    private static LocalSystem system;

    @BeforeAll
    static void start() {
        system = LocalSystem.start(LocalOptions.temporary(Path.of(System.getProperty("tandem.definitions")))
                .with(Map.of("WARM_UP_SECONDS", "10")));
    }

    @AfterAll
    static void close() {
        system.close();
    }

    /** PostgreSQL also counts inserts that were rolled back, some time after the connection has closed. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"gateway, operation", "project_service, project", "activity_feed, inbox", "notifier, inbox"})
    void what_was_warmed_up_has_written_much_and_left_nothing(String database, String written) throws Exception {
        await().untilAsserted(() -> assertThat(numbers(
                                database,
                                "SELECT sum(n_tup_ins) FROM pg_stat_user_tables WHERE relname LIKE '" + written + "%'")
                        .get(0))
                .isPositive());

        for (String table : tables(database)) {
            assertThat(numbers(database, "SELECT count(*) FROM " + table))
                    .as(table)
                    .containsExactly(0L);
        }
    }

    /** Returns all tables except those that migrations fill. */
    private static List<String> tables(String database) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect(database);
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("SELECT relname FROM pg_stat_user_tables"
                                + " WHERE relname NOT LIKE 'flyway%' AND relname <> 'erasure_key'")) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        assertThat(names).contains("inbox_default", "outbox");
        return names;
    }

    private static List<Long> numbers(String database, String query) throws SQLException {
        try (Connection connection = connect(database);
                ResultSet found = connection.createStatement().executeQuery(query)) {
            found.next();
            return List.of(found.getLong(1));
        }
    }

    private static Connection connect(String database) throws SQLException {
        URI server = URI.create(system.postgres().uri(database));
        String[] account = server.getUserInfo().split(":");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + server.getPath(),
                account[0],
                account.length > 1 ? account[1] : "");
    }
}
