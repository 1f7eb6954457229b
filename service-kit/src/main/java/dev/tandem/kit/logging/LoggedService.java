package dev.tandem.kit.logging;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the service that a log line belongs to: the one whose Vert.x runs the thread, or else the only one of the process.
 * If several services share a JVM, lines of other threads carry no service.
 */
public final class LoggedService {

    private static final Map<Vertx, String> RUNNING = new ConcurrentHashMap<>();
    private static volatile @Nullable String onlyOne;

    private LoggedService() {}

    /** Declares that the process runs this service alone. */
    public static void isProcess(String serviceName) {
        onlyOne = serviceName;
    }

    public static void runsOn(Vertx vertx, String serviceName) {
        RUNNING.put(vertx, serviceName);
    }

    public static void left(Vertx vertx) {
        RUNNING.remove(vertx);
    }

    static @Nullable String current() {
        ContextInternal context = ContextInternal.current();
        String service = context == null ? null : RUNNING.get(context.owner());
        return service == null ? onlyOne : service;
    }
}
