package dev.tandem.project.command;

import dev.tandem.contracts.ChangeSection;
import dev.tandem.contracts.SectionFact;
import dev.tandem.contracts.SectionReordered;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.order.Order;
import dev.tandem.project.order.OrderStore;
import dev.tandem.project.order.Place;
import dev.tandem.project.section.SectionChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record ChangingSection(ChangeSection command, String actor) implements UseCase {

    @Override
    public void needs(BatchState batch) {
        batch.wantAccess(command.workspaceId(), command.projectId(), actor);
        batch.sections.want(command.sectionId());
        Place place = place();
        if (place != null) {
            batch.sectionOrders.want(command.projectId(), place);
        }
    }

    @Override
    public Decision decide(BatchState batch, Instant now) {
        return SectionChange.decide(
                command,
                batch.access(command.workspaceId(), command.projectId(), actor),
                batch.sections.find(command.sectionId()),
                place() == null ? Order.empty(OrderStore.SECTIONS) : batch.sectionOrders.of(command.projectId()),
                now);
    }

    @Override
    public void enter(Occurrence occurrence, BatchState batch) {
        SectionFact fact = (SectionFact) occurrence.fact();
        batch.sections.change(batch.sections.existing(command.sectionId()).after(fact, occurrence.sequence()));
        if (fact instanceof SectionReordered reordered) {
            batch.enterSectionRanks(command.projectId(), command.sectionId(), reordered.rank(), reordered.reranked());
        }
    }

    @Override
    public Target target() {
        return new Target("section", command.sectionId());
    }

    private @Nullable Place place() {
        return Place.of(command.before(), command.after(), command.place());
    }
}
