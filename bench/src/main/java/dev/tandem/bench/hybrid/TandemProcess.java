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

    private TandemProcess() {}

    /** The argument is the file of RabbitMQ's definitions; everything else is in the environment, as for a service. */
    public static void main(String[] arguments) throws IOException {
        Lifeline.of(() -> start(Path.of(arguments[0])));
    }

    private static Lifeline.Running start(Path definitions) {
        LocalSystem system = LocalSystem.start(LocalOptions.temporary(definitions));
        try {
            List<Caller> callers = new Workspaces(system.baseUri(), user -> system.token(user, false)).create();
            return new Running(system, callers);
        } catch (RuntimeException failure) {
            system.close();
            throw failure;
        }
    }

    private record Running(LocalSystem system, List<Caller> callers) implements Lifeline.Running {

        @Override
        public JsonObject ready() {
            return new JsonObject()
                    .put("target", system.baseUri().toString())
                    .put(
                            "callers",
                            new JsonArray(
                                    callers.stream().map(JsonObject::mapFrom).toList()));
        }

        @Override
        public void close() {
            system.close();
        }
    }
}
