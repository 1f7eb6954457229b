package dev.tandem.bench.requestdriven;

import dev.tandem.backends.Backends;
import dev.tandem.bench.process.Lifeline;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;

/**
 * Starts the baseline with its own PostgreSQL. Kills the broker that the back ends include, because the architecture that
 * the baseline represents has none.
 */
public final class RequestDrivenProcess {

    private RequestDrivenProcess() {}

    /** The arguments are the mail server's port, the number of threads, and the number of connections. */
    public static void main(String[] arguments) throws IOException {
        Settings settings = new Settings(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Lifeline.of(() -> start(settings));
    }

    private static Lifeline.Running start(Settings settings) {
        Backends backends = Backends.builder().closeOnExit(false).start();
        try {
            backends.broker().kill();
            return new Running(
                    backends, RequestDriven.start(URI.create(backends.postgres().uri("baseline")), settings));
        } catch (RuntimeException failure) {
            backends.close();
            throw failure;
        }
    }

    private record Running(Backends backends, RequestDriven server) implements Lifeline.Running {

        @Override
        public JsonObject ready() {
            return new JsonObject()
                    .put("target", server.uri().toString())
                    .put(
                            "callers",
                            new JsonArray(server.callers().stream()
                                    .map(JsonObject::mapFrom)
                                    .toList()));
        }

        @Override
        public void close() {
            server.close();
            backends.close();
        }
    }
}
