package dev.tandem.bench.load;

import dev.tandem.bench.process.Lines;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/**
 * Runs the generator in a separate process, so that its memory and garbage collections are not the system's. Reads loads from
 * standard input, one a line; answers each with a line of its measurement; ends with its input.
 */
public final class LoadProcess {

    private LoadProcess() {}

    public static void main(String[] args) throws IOException {
        Lines lines = Lines.ofThisProcess();
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(2));
        lines.forEach(line -> Generator.run(vertx, Load.fromJson(line))
                .onSuccess(measured -> lines.print(JsonObject.mapFrom(measured)))
                .onFailure(failure -> lines.print(
                        new JsonObject().put(Lines.FAILED, "The load generator failed: " + failure.getMessage()))));
        Runtime.getRuntime().halt(0);
    }
}
