package dev.tandem.project;

import dev.tandem.kit.process.ServiceProcess;

/** The process. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        ServiceProcess.run(ProjectService.NAME, ProjectServiceConfig::from, ProjectService::start, args);
    }
}
