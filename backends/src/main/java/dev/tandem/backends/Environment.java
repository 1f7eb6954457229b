package dev.tandem.backends;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prepares the environment of started programs: that of this process, without the variables that configure RabbitMQ, Erlang,
 * PostgreSQL or the locale.
 */
final class Environment {

    private static final List<String> FOREIGN = List.of("RABBITMQ_", "ERL_", "PG", "LC_");

    private Environment() {}

    /** Wraps the command so that only the owner has access to the files that it creates. */
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
