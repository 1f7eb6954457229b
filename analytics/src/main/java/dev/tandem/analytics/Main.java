package dev.tandem.analytics;

import dev.tandem.kit.process.ServiceProcess;

/** Runs the service as a process of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        ServiceProcess.run(Analytics.NAME, AnalyticsConfig::from, Analytics::start, args);
    }
}
