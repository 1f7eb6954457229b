package dev.tandem.notifier;

import dev.tandem.kit.process.ServiceProcess;

/** Runs the service as a process of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        ServiceProcess.run(Notifier.NAME, NotifierConfig::from, Notifier::start, args);
    }
}
