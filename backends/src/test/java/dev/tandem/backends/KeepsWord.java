package dev.tandem.backends;

import java.nio.file.Path;
import java.sql.SQLException;

/** The program of a JVM that writes a word into a PostgreSQL of its own and prints all words that are there. */
final class KeepsWord {

    private KeepsWord() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws SQLException {
        try (DataDirectory data = DataDirectory.kept(Path.of(arguments[0]));
                PrivatePostgres postgres = PrivatePostgres.in(data, PostgresSettings.DURABLE)) {
            String uri = postgres.uri("words");
            Sql.run(uri, "create table if not exists said (word text)");
            Sql.run(uri, "insert into said values ('" + arguments[1] + "')");
            System.out.println("said: " + Sql.value(uri, "select string_agg(word, ', ') from said"));
        }
    }
}
