package dev.tandem.kit.logging;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The logs of the process. */
public final class Logging {

    private Logging() {}

    /** Leads the logs of every library to SLF4J; has to happen before Vert.x is loaded. */
    public static void throughSlf4j() {
        System.getProperties()
                .putIfAbsent(
                        "vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }

    /** Writes what still waits to be written, for a second at most, and ends; for the very end of a process. */
    public static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.stop();
        }
    }
}
