package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.messaging.Outcome;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.ReceivedFact;
import dev.tandem.notifier.membership.MembershipChange;
import dev.tandem.notifier.membership.Rosters;
import dev.tandem.notifier.membership.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the facts of one batch into the order of decisions, which differs from the order of arrival: first the
 * membership changes, by version; then the announcements.
 */
final class DecisionOrder {

    /**
     * Maximum number of rows per transaction: twice what one fact needs in the largest workspace. A single fact may
     * exceed it.
     */
    static final int MOST_ROWS = 20_000;

    private record Change(int place, MembershipChange change) {}

    private record News(int place, ReceivedFact told) {}

    private final Outcome[] outcomes;
    private final List<Change> changes = new ArrayList<>();
    private final List<News> news = new ArrayList<>();

    private DecisionOrder(int size) {
        outcomes = new Outcome[size];
        Arrays.fill(outcomes, Outcome.done());
    }

    static DecisionOrder of(List<ReceivedFact> facts) {
        DecisionOrder decisionOrder = new DecisionOrder(facts.size());
        for (int place = 0; place < facts.size(); place++) {
            decisionOrder.enter(place, facts.get(place));
        }
        decisionOrder.changes.sort(
                Comparator.comparingLong(entry -> entry.change().version()));
        return decisionOrder;
    }

    private void enter(int place, ReceivedFact told) {
        if (!told.atHome()) {
            outcomes[place] = Outcome.refuse(
                    "The event is about workspace " + told.workspaceId() + ", its envelope about another");
            return;
        }
        Optional<MembershipChange> change =
                MembershipChange.of(told.fact(), told.envelope().sequence(), told.eventId());
        change.ifPresent(made -> changes.add(new Change(place, made)));
        news.add(new News(place, told));
    }

    /** Workspaces whose memberships are read or changed. Facts that concern only named users need none. */
    Set<UUID> workspaces() {
        return Stream.concat(workspacesToTell().stream(), workspacesToChange().stream())
                .collect(Collectors.toSet());
    }

    /** Workspaces in which memberships change. */
    Set<UUID> workspacesToChange() {
        return changes.stream().map(entry -> entry.change().workspaceId()).collect(Collectors.toSet());
    }

    /** Workspaces whose members must be known. */
    Set<UUID> workspacesToTell() {
        return news.stream()
                .map(News::told)
                .filter(told -> Rules.concernsEverybody(told.fact()))
                .map(ReceivedFact::workspaceId)
                .collect(Collectors.toSet());
    }

    /** Applies the membership changes to the rosters, and returns outcomes and announcements. Call it once. */
    Conclusion decide(Rosters rosters) {
        for (Change entry : changes) {
            outcomes[entry.place()] = outcome(rosters.apply(entry.change()));
        }
        List<Announcement> announcements = new ArrayList<>();
        int rows = 0;
        for (News entry : news) {
            if (Rules.concernsEverybody(entry.told().fact())) {
                outcomes[entry.place()] = outcome(
                        entry.told().fact(), rosters.version(entry.told().workspaceId()));
            }
            if (outcomes[entry.place()] instanceof Outcome.Done) {
                List<Announcement> own = Rules.announcements(
                        entry.told(), rosters.users(entry.told().workspaceId()));
                int more =
                        own.stream().mapToInt(each -> each.recipients().size()).sum();
                if (rows > 0
                        && rows + more > MOST_ROWS
                        && Rules.concernsEverybody(entry.told().fact())) {
                    outcomes[entry.place()] = Outcome.noRoom();
                } else {
                    announcements.addAll(own);
                    rows += more;
                }
            }
        }
        return new Conclusion(List.of(outcomes), announcements);
    }

    private static Outcome outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Ahead ahead) {
            return Outcome.early(ahead.why());
        }
        return verdict instanceof Verdict.Absurd absurd ? Outcome.refuse(absurd.why()) : Outcome.done();
    }

    /**
     * Returns early until the workspace's members are known; for a created project, until they are at least those of its
     * decision.
     */
    private static Outcome outcome(Fact fact, long known) {
        long needed = fact instanceof ProjectCreated created ? created.membershipVersion() : 1;
        return known < needed
                ? Outcome.early("membership is at " + known + ", what everybody is told needs " + needed)
                : Outcome.done();
    }
}
