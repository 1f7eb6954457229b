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
        batch.sectionOrders.want(command.projectId(), SectionCreation.place(command));
        batch.sections.want(command.sectionId());
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return SectionCreation.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                batch.sections.find(command.sectionId()),
                batch.sectionOrders.of(command.projectId()),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        SectionCreated fact = (SectionCreated) occurrence.fact();
        batch.sections.add(Section.from(fact, occurrence.at()));
        batch.enterSectionRanks(fact.projectId(), fact.sectionId(), fact.rank(), fact.reranked());
    }

    @Override
    public Target target() {
        return new Target("section", command.sectionId());
    }
}
