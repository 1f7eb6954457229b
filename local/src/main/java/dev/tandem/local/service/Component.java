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
 * A service as its process would start it.
 *
 * @param home the class that says what it is made of; beside it is its {@code Main}
 * @param reader of its configuration
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
