package dev.tandem.local.service;

import dev.tandem.kit.config.Environment;
import dev.tandem.kit.process.RunningService;
import io.vertx.core.Future;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Holds the slot of one service, running or not: its address and its environment stay the same. */
final class ManagedService {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Component<?> component;
    private final String host;
    private final int port;
    private final int managementPort;
    private final Map<String, String> addresses;
    private final Surroundings surroundings;
    private @Nullable RunningService running;

    ManagedService(
            Component<?> component,
            String host,
            int port,
            int managementPort,
            Map<String, String> addresses,
            Surroundings surroundings) {
        this.component = component;
        this.host = host;
        this.port = port;
        this.managementPort = managementPort;
        this.addresses = addresses;
        this.surroundings = surroundings;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns the address of its metrics and detailed health. */
    URI managementUri() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    synchronized void start() {
        if (running != null) {
            return;
        }
        try {
            running = await(component.start(Environment.of(variables()), surroundings.watching()));
            Readiness.await(uri(), PATIENCE);
        } catch (ExecutionException failed) {
            throw explained(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            stop();
            throw new StartFailed(component.name(), late);
        }
    }

    synchronized void stop() {
        if (running == null) {
            return;
        }
        try {
            await(running.stop());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(component.name() + " did not stop", e);
        } finally {
            running = null;
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(surroundings.variables());
        variables.remove("OTEL_SERVICE_NAME");
        // All services share this machine: more than one thread each would only make them wake one another.
        variables.putIfAbsent("EVENT_LOOPS", "1");
        variables.putAll(addresses);
        variables.put("HTTP_HOST", host);
        variables.put("HTTP_PORT", Integer.toString(port));
        variables.put("MANAGEMENT_HOST", "127.0.0.1");
        variables.put("MANAGEMENT_PORT", Integer.toString(managementPort));
        variables.put("AMQP_URI", surroundings.broker().apply(component.name()));
        variables.put(
                "DATABASE_URI",
                surroundings.database().apply(component.service().database()));
        variables.put("AUTH_ISSUER", surroundings.issuer());
        variables.put("AUTH_AUDIENCE", surroundings.audience());
        variables.put("AUTH_JWKS_URI", surroundings.keys().toString());
        return variables;
    }

    private RuntimeException explained(Throwable failure) {
        return failure instanceof BindException ? new PortInUse(port) : new StartFailed(component.name(), failure);
    }

    private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            throw new TimeoutException("it did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }
}
