package dev.tandem.notifier.reaction;

import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.Channel;
import dev.tandem.notifier.membership.Rosters;
import io.vertx.core.Future;
import java.util.List;

/**
 * Loads the state on which facts are decided, decides in memory, and writes the results together with the commit: two
 * round trips.
 */
public final class Reaction {

    private final List<Channel> channels;

    /** @param channels each gets all announcements */
    public Reaction(List<Channel> channels) {
        this.channels = List.copyOf(channels);
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
                    if (!conclusion.announcements().isEmpty()) {
                        channels.forEach(channel -> channel.announce(work, conclusion.announcements()));
                    }
                    return conclusion.outcomes();
                });
    }
}
