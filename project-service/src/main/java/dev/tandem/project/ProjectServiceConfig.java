package dev.tandem.project;

import dev.tandem.kit.config.Environment;
import dev.tandem.kit.retention.Rule;
import dev.tandem.project.invitation.InvitationSettings;
import dev.tandem.runtime.ServiceSettings;
import java.time.Duration;

/** Holds the configuration of this service, read from the environment. */
public record ProjectServiceConfig(
        ServiceSettings settings,
        int membersPerWorkspace,
        Duration deletedProjectsKept,
        Duration deletedTasksKept,
        Duration taskHistoryKept,
        InvitationSettings invitations) {

    private static final int DELETED_PROJECT_DAYS = 90;
    private static final int DELETED_TASK_DAYS = 30;
    private static final int HISTORY_DAYS = 730;

    private static final int MOST_MEMBERS = 1_000_000;

    public static ProjectServiceConfig from(Environment environment) {
        return new ProjectServiceConfig(
                ServiceSettings.from(environment),
                environment.integer(
                        "MEMBERS_PER_WORKSPACE", "members that one workspace may have", 1, MOST_MEMBERS, 10_000),
                Rule.days(environment, "DELETED_PROJECTS_KEPT_DAYS", "deleted projects", DELETED_PROJECT_DAYS),
                Rule.days(environment, "DELETED_TASKS_KEPT_DAYS", "deleted tasks", DELETED_TASK_DAYS),
                Rule.days(environment, "TASK_HISTORY_KEPT_DAYS", "histories of tasks", HISTORY_DAYS),
                InvitationSettings.from(environment));
    }
}
