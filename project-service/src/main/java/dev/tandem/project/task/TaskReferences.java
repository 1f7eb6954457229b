package dev.tandem.project.task;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import dev.tandem.project.order.Order;
import dev.tandem.project.section.Section;
import dev.tandem.project.workspace.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a command about a task refers to.
 *
 * @param section the section that the command names, in whatever project it is
 * @param assignee the membership of the user that the command names
 * @param order the tasks of the project, near the place that the command names or implies
 */
public record TaskReferences(
        @Nullable Section section, @Nullable Member assignee, Order order) {

    /**
     * Returns why the task cannot have these values, or null.
     *
     * @param sectionId null when the task is to be in no section or stays in its own
     * @param assigneeId null when the task is to have no assignee or keeps its own
     */
    @Nullable
    Problem objection(UUID projectId, @Nullable UUID sectionId, @Nullable String assigneeId) {
        List<Violation> violations = new ArrayList<>();
        if (sectionId != null && (section == null || !section.projectId().equals(projectId))) {
            violations.add(new Violation("/sectionId", "is not a section of the project"));
        }
        if (assigneeId != null && assignee == null) {
            violations.add(new Violation("/assigneeId", "is not a member of the workspace"));
        }
        return violations.isEmpty() ? null : Problems.invalid(sentence(violations), violations);
    }

    /** For clients that show the detail and not the errors. */
    private static String sentence(List<Violation> violations) {
        return violations.stream()
                .map(each -> each.pointer().substring(1) + " " + each.detail())
                .collect(Collectors.joining("; ", "The task cannot be like that: ", "."));
    }
}
