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
    public void needs(Ledger ledger) {
        ledger.wantAccess(command.workspaceId(), command.projectId(), actor);
        ledger.wantEndOf(command.projectId());
        ledger.sections.want(command.sectionId());
    }

    @Override
    public Decision decide(Ledger ledger, Instant now) {
        return SectionCreation.decide(
                command,
                ledger.access(command.workspaceId(), command.projectId(), actor),
                ledger.sections.find(command.sectionId()),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, Ledger ledger) {
        ledger.sections.add(Section.from(
                (SectionCreated) occurrence.fact(), ledger.nextPosition(command.projectId()), occurrence.at()));
    }

    @Override
    public Target target() {
        return new Target("section", command.sectionId());
    }
}
