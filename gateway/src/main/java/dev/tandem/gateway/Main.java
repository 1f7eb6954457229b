package dev.tandem.gateway;

import dev.tandem.kit.process.ServiceProcess;

/** Runs the gateway as a process. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        ServiceProcess.run(Gateway.NAME, GatewayConfig::from, Gateway::start, args);
    }
}
