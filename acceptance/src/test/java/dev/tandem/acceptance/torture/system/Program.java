package dev.tandem.acceptance.torture.system;

import java.util.List;
import java.util.Locale;

/** A service and the class with which its process begins. */
public record Program(String name, String main) {

    /** Every service of the system. */
    public static final List<Program> ALL = List.of(
            new Program("gateway", "dev.tandem.gateway.Main"),
            new Program("project-service", "dev.tandem.project.Main"),
            new Program("activity-feed", "dev.tandem.feed.Main"),
            new Program("notifier", "dev.tandem.notifier.Main"),
            new Program("dead-letters", "dev.tandem.deadletters.Main"));

    /** The service of that name. */
    public static Program named(String name) {
        return ALL.stream()
                .filter(program -> program.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The name of its database. */
    public String database() {
        return name.replace('-', '_');
    }

    /** The variable that tells others its address. */
    String addressVariable() {
        return name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URI";
    }
}
