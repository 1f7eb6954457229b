package dev.tandem.project.section;

import dev.tandem.contracts.DeleteSection;
import dev.tandem.contracts.SectionDeleted;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.decision.Versions;
import dev.tandem.project.project.ProjectAccess;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a section is deleted. Its tasks stay, in the section that the command names or in none. */
public final class SectionDeletion {

    /** Tasks that one deletion moves; it bounds the transaction. */
    public static final int MOST_TASKS = 5_000;

    private SectionDeletion() {}

    /**
     * State at the moment of the decision, besides the project.
     *
     * @param section the section to delete, or null if it does not exist
     * @param heir the section that the command names, in whatever project it is
     * @param tasks how many tasks are in the section
     */
    public record Situation(
            @Nullable Section section, @Nullable Section heir, int tasks) {}

    public static Decision decide(DeleteSection command, ProjectAccess access, Situation situation, Instant now) {
        Problem objection = access.objectionWithin(command.workspaceId(), Action.SECTION_DELETE);
        if (objection != null) {
            return Decision.refused(objection);
        }
        Section section = situation.section();
        if (section == null || !section.isIn(command.workspaceId(), command.projectId())) {
            return Decision.refused(SectionChange.noSuchSection());
        }
        objection = Versions.objection(
                "The section", command.expectedVersion(), command.otherVersions(), section.version());
        if (objection == null) {
            objection = objection(command, situation);
        }
        if (objection != null) {
            return Decision.refused(objection);
        }
        Section heir = situation.heir();
        SectionDeleted fact = new SectionDeleted(
                section.id(),
                section.projectId(),
                section.workspaceId(),
                section.name(),
                command.toSectionId(),
                heir == null ? null : heir.name(),
                access.member().person());
        return Decision.happens(new Occurrence(fact, section.id(), section.version() + 1, now));
    }

    private static @Nullable Problem objection(DeleteSection command, Situation situation) {
        Section heir = situation.heir();
        if (command.toSectionId() != null
                && (heir == null
                        || !heir.isIn(command.workspaceId(), command.projectId())
                        || command.toSectionId().equals(command.sectionId()))) {
            return Problems.invalid(
                    "toSectionId is not another section of the project.",
                    List.of(new Violation("/toSectionId", "is not another section of the project")));
        }
        return situation.tasks() > MOST_TASKS
                ? Problems.conflict("The section has more than " + MOST_TASKS + " tasks; move some of them first.")
                : null;
    }
}
