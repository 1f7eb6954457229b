package dev.tandem.kit.process;

import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.management.Management;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started service on its own platform, with its management server. */
public record RunningService(String name, Platform platform, Management management, Shutdown shutdown) {

    private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);

    /** Starts a service in this JVM. When its configuration is wrong or its start fails, closes everything again and fails. */
    public static <C> Future<RunningService> start(
            String name, Environment environment, Function<Environment, C> reader, Starter<C> starter) {
        return start(name, environment, reader, starter, List.of());
    }

    /** Starts a service, and lets {@code watching} see every span that the service records. */
    public static <C> Future<RunningService> start(
            String name,
            Environment environment,
            Function<Environment, C> reader,
            Starter<C> starter,
            List<SpanProcessor> watching) {
        Platform platform;
        C configuration;
        try {
            configuration = environment.read(reader);
            platform = Platform.create(name, environment, watching);
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
        Shutdown shutdown = new Shutdown().step("platform", LONGEST_CLOSE, platform::close);
        // Bound to no context: a future of the platform's Vert.x would never complete once stopping has closed that
        // Vert.x.
        Promise<RunningService> started = Promise.promise();
        Future<Management> managing = Management.start(platform);
        Future.all(managing, begin(starter, platform, configuration, shutdown))
                .onSuccess(all -> {
                    managing.result().started();
                    started.complete(new RunningService(name, platform, managing.result(), shutdown));
                })
                .onFailure(failure -> stop(platform, shutdown).onComplete(closed -> started.fail(failure)));
        return started.future();
    }

    /** Reports "not ready", then closes what was opened, last first; logs when that begins and when it ends. Never fails. */
    public Future<Void> stop() {
        LOG.info("{} stops", name);
        return stop(platform, shutdown).onComplete(stopped -> LOG.info("{} has stopped", name));
    }

    private static Future<Void> stop(Platform platform, Shutdown shutdown) {
        platform.health().drain();
        return shutdown.run();
    }

    private static <C> Future<?> begin(Starter<C> starter, Platform platform, C configuration, Shutdown shutdown) {
        try {
            return starter.start(platform, configuration, shutdown);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }
}
