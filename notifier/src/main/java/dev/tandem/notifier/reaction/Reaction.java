package dev.tandem.notifier.reaction;

import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.notifier.inbox.Announcement;
import dev.tandem.notifier.inbox.InboxSubjects;
import dev.tandem.notifier.inbox.NotificationStore;
import dev.tandem.notifier.membership.Rosters;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads the state on which facts are decided, decides in memory, and writes the results together with the commit: two
 * round trips. Streams that watch an affected inbox get a hint.
 */
public final class Reaction {

    private final Clock clock;
    private final Hints hints;

    public Reaction(Clock clock, Hints hints) {
        this.clock = clock;
        this.hints = hints;
    }

    /** Returns one outcome per fact, in the given order. */
    Future<List<Outcome>> to(List<ReceivedFact> facts, UnitOfWork work) {
        DecisionOrder decisionOrder = DecisionOrder.of(facts);
        return Rosters.load(
                        work.sql(),
                        decisionOrder.workspaces(),
                        decisionOrder.workspacesToTell(),
                        decisionOrder.workspacesToChange())
                .map(rosters -> {
                    Conclusion conclusion = decisionOrder.decide(rosters);
                    work.beforeCommit(rosters::save);
                    deliver(conclusion.announcements(), work);
                    return conclusion.outcomes();
                });
    }

    private void deliver(List<Announcement> announcements, UnitOfWork work) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        work.beforeCommit(tx -> new NotificationStore(tx).append(announcements, now));
        Set<String> inboxes = announcements.stream()
                .flatMap(each -> each.recipients().stream())
                .map(InboxSubjects::of)
                .collect(Collectors.toSet());
        hints.tell(work, inboxes);
    }
}
