package dev.tandem.project.section;

import dev.tandem.contracts.ChangeSection;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.SectionRenamed;
import dev.tandem.contracts.SectionReordered;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Versions;
import dev.tandem.project.order.Order;
import dev.tandem.project.order.Place;
import dev.tandem.project.order.Spot;
import dev.tandem.project.project.ProjectAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides whether a section is renamed or gets another place. Each becomes one fact and raises the version by one. */
public final class SectionChange {

    private SectionChange() {}

    /**
     * @param section the section to change, or null if it does not exist
     * @param order the sections of the project
     */
    public static Decision decide(
            ChangeSection command, ProjectAccess access, @Nullable Section section, Order order, Instant now) {
        Problem objection = access.objectionWithin(command.workspaceId(), Action.SECTION_CHANGE);
        if (objection != null) {
            return Decision.refused(objection);
        }
        if (section == null || !section.isIn(command.workspaceId(), command.projectId())) {
            return Decision.refused(noSuchSection());
        }
        objection = Versions.objection(
                "The section", command.expectedVersion(), command.otherVersions(), section.version());
        if (objection == null) {
            objection = Place.objection(command.before(), command.after(), command.place());
        }
        Place place = Place.of(command.before(), command.after(), command.place());
        Spot spot = place == null ? new Spot.Free(section.rank(), null) : order.spot(place, section.id());
        if (objection == null && spot instanceof Spot.Refused refused) {
            objection = refused.problem();
        }
        if (objection != null) {
            return Decision.refused(objection);
        }
        return Decision.inOrder(
                facts(command, section, (Spot.Free) spot, access.member().person()),
                section.id(),
                section.version(),
                now);
    }

    /** The answer to a request for a section that does not exist or is not visible to the client. */
    static Problem noSuchSection() {
        return Problems.notFound("There is no such section in this project, or you are not in its workspace.");
    }

    private static List<Fact> facts(ChangeSection command, Section section, Spot.Free spot, Person by) {
        List<Fact> facts = new ArrayList<>();
        String name = Objects.requireNonNullElse(command.name(), section.name());
        if (!name.equals(section.name())) {
            facts.add(new SectionRenamed(
                    section.id(), section.projectId(), section.workspaceId(), name, section.name(), by));
        }
        if (!spot.rank().equals(section.rank())) {
            facts.add(new SectionReordered(
                    section.id(), section.projectId(), section.workspaceId(), name, spot.rank(), spot.reranked(), by));
        }
        return facts;
    }
}
