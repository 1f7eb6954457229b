package dev.tandem.project.command;

import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.section.Section;
import dev.tandem.project.section.SectionCreation;
import java.time.Instant;

record CreatingSection(CreateSection command, String actor) implements UseCase {

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), command.projectId(), actor);
        batch.wantEndOf(command.projectId());
        batch.sections.want(command.sectionId());
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return SectionCreation.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                batch.sections.find(command.sectionId()),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        batch.sections.add(Section.from(
                (SectionCreated) occurrence.fact(), batch.nextPosition(command.projectId()), occurrence.at()));
    }

    @Override
    public Target target() {
        return new Target("section", command.sectionId());
    }
}
