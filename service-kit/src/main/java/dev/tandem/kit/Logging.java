package dev.tandem.kit;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Leads the logs of every library to SLF4J; has to happen before Vert.x is loaded. */
final class Logging {

    private Logging() {}

    static void throughSlf4j() {
        System.getProperties()
                .putIfAbsent(
                        "vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }
}
