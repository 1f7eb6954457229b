package dev.tandem.project;

import dev.tandem.kit.process.ServiceProcess;

/** Runs the service as a process of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        ServiceProcess.run(ProjectService.NAME, ProjectServiceConfig::from, ProjectService::start, args);
    }
}
