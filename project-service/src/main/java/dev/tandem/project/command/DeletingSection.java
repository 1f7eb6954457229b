package dev.tandem.project.command;

import dev.tandem.contracts.DeleteSection;
import dev.tandem.contracts.SectionDeleted;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.section.SectionDeletion;
import java.time.Instant;
import java.util.UUID;

record DeletingSection(DeleteSection command, String actor) implements UseCase {

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), command.projectId(), actor);
        batch.sections.want(command.sectionId());
        batch.wantTasksOf(command.sectionId());
        UUID heir = command.toSectionId();
        if (heir != null) {
            batch.sections.want(heir);
        }
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        UUID heir = command.toSectionId();
        return SectionDeletion.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                new SectionDeletion.Situation(
                        batch.sections.find(command.sectionId()),
                        heir == null ? null : batch.sections.find(heir),
                        batch.tasksIn(command.sectionId())),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        SectionDeleted fact = (SectionDeleted) occurrence.fact();
        batch.delete(batch.sections.existing(fact.sectionId()), fact.toSectionId(), occurrence.at(), fact.by());
    }

    @Override
    public Target target() {
        return new Target("section", command.sectionId());
    }
}
