package dev.tandem.backends;

import java.util.List;
import java.util.Map;

/** The environment in which private servers run: ours, without what would lead them to the machine's own servers. */
final class Environment {

    private static final List<String> FOREIGN = List.of("RABBITMQ_", "ERL_", "PG", "LC_");

    private Environment() {}

    static void apply(ProcessBuilder builder, Map<String, String> settings) {
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        environment.put("LANG", "C.UTF-8");
        environment.putAll(settings);
    }
}
