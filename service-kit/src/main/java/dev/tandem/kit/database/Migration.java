package dev.tandem.kit.database;

/**
 * A set of versioned scripts with a history of its own, so that several sets share one database.
 *
 * @param location where the scripts are, such as {@code classpath:db/project}
 * @param historyTable which of them ran, such as {@code flyway_project}
 */
public record Migration(String location, String historyTable) {

    /** The scripts of {@code classpath:db/<name>}, with the history in {@code flyway_<name>}. */
    public static Migration of(String name) {
        return new Migration("classpath:db/" + name, "flyway_" + name.replace('-', '_'));
    }
}
