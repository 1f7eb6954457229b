package dev.tandem.kit.logging;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which service a log line is of: the one whose Vert.x runs the thread, or else the only one of the process. Where several
 * services share a JVM, lines of threads that belong to none of them stay without.
 */
public final class LoggedService {

    private static final Map<Vertx, String> RUNNING = new ConcurrentHashMap<>();
    private static volatile @Nullable String onlyOne;

    private LoggedService() {}

    /** The process is this service's alone. */
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
