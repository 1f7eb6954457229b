package dev.tandem.bench.hybrid;

import dev.tandem.bench.load.Caller;
import dev.tandem.bench.process.Lifeline;
import dev.tandem.local.LocalOptions;
import dev.tandem.local.LocalSystem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts the system that {@code ./tandem up} runs, on temporary data, with workspaces and members as callers. */
public final class TandemProcess {

    /** The argument that adds workspaces whose members are mailed of all news. */
    public static final String MAILED = "mailed";

    private TandemProcess() {}

    /**
     * The arguments are the file of RabbitMQ's definitions and perhaps {@link #MAILED}; everything else is in the environment, as for
     * a service.
     */
    public static void main(String[] arguments) throws IOException {
        boolean mailed = List.of(arguments).contains(MAILED);
        Lifeline.of(() -> start(Path.of(arguments[0]), mailed));
    }

    private static Lifeline.Running start(Path definitions, boolean mailed) {
        LocalSystem system = LocalSystem.start(LocalOptions.temporary(definitions));
        try {
            return new Running(system, callers(system, false), mailed ? callers(system, true) : List.of());
        } catch (RuntimeException failure) {
            system.close();
            throw failure;
        }
    }

    private static List<Caller> callers(LocalSystem system, boolean mailed) {
        return new Workspaces(system.baseUri(), user -> system.token(user, false), mailed).create();
    }

    private record Running(LocalSystem system, List<Caller> callers, List<Caller> mailed) implements Lifeline.Running {

        @Override
        public JsonObject ready() {
            return new JsonObject()
                    .put("target", system.baseUri().toString())
                    .put("callers", json(callers))
                    .put("mailed", json(mailed))
                    .put("projects", system.postgres().uri("project_service"))
                    .put("notifier", system.postgres().uri("notifier"));
        }

        private static JsonArray json(List<Caller> callers) {
            return new JsonArray(callers.stream().map(JsonObject::mapFrom).toList());
        }

        @Override
        public void close() {
            system.close();
        }
    }
}
