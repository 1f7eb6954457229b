package dev.tandem.local.service;

import dev.tandem.kit.config.Environment;
import dev.tandem.kit.process.RunningService;
import dev.tandem.kit.process.Starter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A service as its process would start it.
 *
 * @param <C> the service's configuration
 */
record Component<C>(String name, Function<Environment, C> reader, Starter<C> starter) {

    Future<RunningService> start(Environment environment, List<SpanProcessor> watching) {
        return RunningService.start(name, environment, reader, starter, watching);
    }

    /** The name of its database on the shared server. */
    String database() {
        return name.replace('-', '_');
    }

    /** The variable that tells others its address. */
    String addressVariable() {
        return name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URI";
    }
}
