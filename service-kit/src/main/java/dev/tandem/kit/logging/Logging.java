package dev.tandem.kit.logging;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up and closes the logs of the process. */
public final class Logging {

    private Logging() {}

    /** Routes the logs of every library to SLF4J; call it before Vert.x is loaded. */
    public static void throughSlf4j() {
        System.getProperties()
                .putIfAbsent(
                        "vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }

    /** Writes the pending lines, for a second at most, and closes the logs; for the very end of a process. */
    public static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.stop();
        }
    }
}
