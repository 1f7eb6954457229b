package dev.tandem.local.service;

import dev.tandem.contracts.TandemService;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.process.RunningService;
import dev.tandem.kit.process.Starter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * Describes how to start a service in the way its own process would.
 *
 * @param home the class that assembles the service, next to its {@code Main}
 * @param reader reads the service's configuration
 * @param <C> the service's configuration
 */
public record Component<C>(TandemService service, Class<?> home, Function<Environment, C> reader, Starter<C> starter) {

    Future<RunningService> start(Environment environment, List<SpanProcessor> watching) {
        return RunningService.start(name(), environment, reader, starter, watching);
    }

    public String name() {
        return service.serviceName();
    }
}
