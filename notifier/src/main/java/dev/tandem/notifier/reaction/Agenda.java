package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.messaging.Outcome;
import dev.tandem.notifier.inbox.Actor;
import dev.tandem.notifier.inbox.Announcement;
import dev.tandem.notifier.membership.MembershipChange;
import dev.tandem.notifier.membership.Rosters;
import dev.tandem.notifier.membership.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The facts of one batch in the order in which they are decided, which is not that in which they came: first what changes
 * memberships, by version; then what is told to the members.
 */
final class Agenda {

    private record Change(int place, MembershipChange change) {}

    private record News(int place, UUID eventId, ProjectCreated project) {}

    private final Outcome[] outcomes;
    private final List<Change> changes = new ArrayList<>();
    private final List<News> news = new ArrayList<>();

    private Agenda(int size) {
        outcomes = new Outcome[size];
        Arrays.fill(outcomes, Outcome.done());
    }

    static Agenda of(List<Told> facts) {
        Agenda agenda = new Agenda(facts.size());
        for (int place = 0; place < facts.size(); place++) {
            agenda.enter(place, facts.get(place));
        }
        agenda.changes.sort(Comparator.comparingLong(entry -> entry.change().version()));
        return agenda;
    }

    private void enter(int place, Told told) {
        Fact fact = told.fact();
        Optional<MembershipChange> change = MembershipChange.of(fact, told.sequence());
        UUID workspace = change.isPresent() ? change.get().workspaceId() : ((ProjectCreated) fact).workspaceId();
        if (!told.tenant().equals(workspace.toString())) {
            outcomes[place] =
                    Outcome.refuse("The event is about workspace " + workspace + ", its envelope about another");
        } else if (change.isPresent()) {
            changes.add(new Change(place, change.get()));
        } else {
            news.add(new News(place, told.eventId(), (ProjectCreated) fact));
        }
    }

    /** All workspaces that the facts are about. */
    Set<UUID> workspaces() {
        Set<UUID> workspaces = workspacesToTell();
        changes.forEach(entry -> workspaces.add(entry.change().workspaceId()));
        return workspaces;
    }

    /** Those whose members have to be known. */
    Set<UUID> workspacesToTell() {
        Set<UUID> workspaces = new HashSet<>();
        news.forEach(entry -> workspaces.add(entry.project().workspaceId()));
        return workspaces;
    }

    /** Changes the rosters, and says what else there is to do. Call it once. */
    Conclusion decide(Rosters rosters) {
        for (Change entry : changes) {
            outcomes[entry.place()] = outcome(rosters.apply(entry.change()));
        }
        List<Announcement> announcements = new ArrayList<>(news.size());
        for (News entry : news) {
            long known = rosters.version(entry.project().workspaceId());
            if (known < entry.project().membershipVersion()) {
                outcomes[entry.place()] = Outcome.retryLater("membership is at " + known
                        + ", the project was created at "
                        + entry.project().membershipVersion());
            } else {
                announcements.add(announcement(entry, rosters));
            }
        }
        return new Conclusion(List.of(outcomes), announcements);
    }

    private static Outcome outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Ahead ahead) {
            return Outcome.retryLater(ahead.why());
        }
        return verdict instanceof Verdict.Absurd absurd ? Outcome.refuse(absurd.why()) : Outcome.done();
    }

    private static Announcement announcement(News entry, Rosters rosters) {
        ProjectCreated project = entry.project();
        Actor actor =
                new Actor(project.createdBy().userId(), project.createdBy().name());
        return new Announcement(
                entry.eventId(),
                project.workspaceId(),
                project.projectId(),
                "project.created",
                actor.called() + " created the project " + project.name(),
                actor,
                rosters.users(project.workspaceId()));
    }
}
