package dev.tandem.notifier.reaction;

import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.Channel;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.announcement.ReceivedEnd;
import dev.tandem.notifier.announcement.ReceivedFact;
import dev.tandem.notifier.membership.Rosters;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides what a batch of facts changes and whom to tell: loads the memberships, decides in memory, and writes the results
 * together with the commit, in two round trips.
 */
public final class Reaction {

    private final List<Channel> channels;
    private final List<FactListener> listeners;

    /**
     * @param channels each gets all announcements
     * @param listeners each gets the facts whose outcome is done, and the ends of operations
     */
    public Reaction(List<Channel> channels, List<FactListener> listeners) {
        this.channels = List.copyOf(channels);
        this.listeners = List.copyOf(listeners);
    }

    /** Returns one outcome per fact, in the given order. Ends of operations are only passed on to the listeners. */
    Future<List<Outcome>> to(List<ReceivedFact> facts, List<ReceivedEnd> ends, UnitOfWork work) {
        if (facts.isEmpty()) {
            listen(work, facts, ends);
            return Future.succeededFuture(List.of());
        }
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
                    listen(work, done(facts, conclusion.outcomes()), ends);
                    return conclusion.outcomes();
                });
    }

    private void listen(UnitOfWork work, List<ReceivedFact> done, List<ReceivedEnd> ends) {
        if (!done.isEmpty() || !ends.isEmpty()) {
            listeners.forEach(listener -> listener.hear(work, done, ends));
        }
    }

    private static List<ReceivedFact> done(List<ReceivedFact> facts, List<Outcome> outcomes) {
        return IntStream.range(0, facts.size())
                .filter(i -> outcomes.get(i) instanceof Outcome.Done)
                .mapToObj(facts::get)
                .toList();
    }
}
