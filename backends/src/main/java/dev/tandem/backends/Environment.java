package dev.tandem.backends;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The environment in which private servers run: ours, without what would lead them to the machine's own servers. */
final class Environment {

    private static final List<String> FOREIGN = List.of("RABBITMQ_", "ERL_", "PG", "LC_");

    private Environment() {}

    /** The command, so run that what it writes is its owner's alone. */
    static List<String> closed(List<String> command) {
        List<String> closed = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh"));
        closed.addAll(command);
        return closed;
    }

    static void apply(ProcessBuilder builder, Map<String, String> settings) {
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        environment.put("LANG", "C.UTF-8");
        environment.putAll(settings);
    }
}
