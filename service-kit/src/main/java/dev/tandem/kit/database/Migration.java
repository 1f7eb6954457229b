package dev.tandem.kit.database;

/**
 * A set of versioned scripts with its own history, so that several sets can share one database.
 *
 * @param location of the scripts, such as {@code classpath:db/project}
 * @param historyTable records the scripts that ran, such as {@code flyway_project}
 */
public record Migration(String location, String historyTable) {

    /** The scripts of {@code classpath:db/<name>}, with the history in {@code flyway_<name>}. */
    public static Migration of(String name) {
        return new Migration("classpath:db/" + name, "flyway_" + name.replace('-', '_'));
    }
}
