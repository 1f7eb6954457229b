package dev.tandem.notifier;

import dev.tandem.kit.process.ServiceProcess;

/** The process. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        ServiceProcess.run(Notifier.NAME, NotifierConfig::from, Notifier::start, args);
    }
}
