package dev.tandem.contracts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task stands in another section, or in none. */
public record TaskMoved(
        UUID taskId,
        UUID projectId,
        UUID workspaceId,
        String title,
        @Nullable UUID sectionId,
        @Nullable String sectionName,
        Person by)
        implements TaskFact {

    public TaskMoved {
        Require.present(taskId, "taskId");
        Require.present(projectId, "projectId");
        Require.present(workspaceId, "workspaceId");
        Require.text(title, Require.NAME, "title");
        Require.optionalText(sectionName, Require.NAME, "sectionName");
        Require.present(by, "by");
    }
}
