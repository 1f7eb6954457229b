package dev.tandem.project.task;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import dev.tandem.project.section.Section;
import dev.tandem.project.workspace.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Section and assignee that a command about a task points at.
 *
 * @param section the section that it names, wherever that is
 * @param assignee the membership of the user that it names
 */
public record TaskReferences(
        @Nullable Section section, @Nullable Member assignee) {

    /**
     * Why the task cannot be like that, if there is a reason.
     *
     * @param sectionId null where the task is to be in none, or stays where it is
     * @param assigneeId null where nobody is to do it, or whoever does
     */
    @Nullable
    Problem objection(UUID projectId, @Nullable UUID sectionId, @Nullable String assigneeId) {
        List<Violation> violations = new ArrayList<>();
        if (sectionId != null && (section == null || !section.projectId().equals(projectId))) {
            violations.add(new Violation("/sectionId", "is no section of the project"));
        }
        if (assigneeId != null && assignee == null) {
            violations.add(new Violation("/assigneeId", "is not a member of the workspace"));
        }
        return violations.isEmpty() ? null : Problems.invalid(sentence(violations), violations);
    }

    /** For those who show the detail and not the errors. */
    private static String sentence(List<Violation> violations) {
        return violations.stream()
                .map(each -> each.pointer().substring(1) + " " + each.detail())
                .collect(Collectors.joining("; ", "The task cannot be like that: ", "."));
    }
}
