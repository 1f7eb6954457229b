package dev.tandem.project.section;

import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.order.Order;
import dev.tandem.project.order.Place;
import dev.tandem.project.order.Spot;
import dev.tandem.project.project.ProjectAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides whether a section is added to a project. */
public final class SectionCreation {

    private SectionCreation() {}

    /**
     * @param existing the section that already has this id; repeating the command changes nothing
     * @param order the sections of the project
     */
    public static Decision decide(
            CreateSection command, ProjectAccess access, @Nullable Section existing, Order order, Instant now) {
        if (access.in(command.workspaceId()) != null
                && existing != null
                && existing.projectId().equals(command.projectId())) {
            return Decision.changesNothing();
        }
        Problem objection = access.objectionWithin(command.workspaceId(), Action.SECTION_CREATE);
        if (objection == null && existing != null) {
            objection = Problems.conflict(
                    "The id of this section is already in use; send the request again, and it gets another.");
        }
        if (objection == null) {
            objection = Place.objection(command.before(), command.after(), command.place());
        }
        Spot spot = order.spot(place(command), command.sectionId());
        if (objection == null && spot instanceof Spot.Refused refused) {
            objection = refused.problem();
        }
        if (objection != null) {
            return Decision.refused(objection);
        }
        Spot.Free free = (Spot.Free) spot;
        SectionCreated fact = new SectionCreated(
                command.sectionId(),
                command.projectId(),
                command.workspaceId(),
                command.name(),
                free.rank(),
                free.reranked(),
                access.member().person());
        return Decision.happens(new Occurrence(fact, command.sectionId(), 1, now));
    }

    /** Returns the place that the command names; the last if it names none. */
    public static Place place(CreateSection command) {
        return Place.ofNew(command.before(), command.after(), command.place());
    }
}
