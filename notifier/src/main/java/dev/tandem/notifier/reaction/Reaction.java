package dev.tandem.notifier.reaction;

import dev.tandem.messaging.Outcome;
import dev.tandem.notifier.inbox.NotificationStore;
import dev.tandem.notifier.membership.Rosters;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Loads what some facts are decided on, decides them all in memory, and writes what they come to. */
public final class Reaction {

    private final Clock clock;

    public Reaction(Clock clock) {
        this.clock = clock;
    }

    /** One outcome for each fact, in the order given. */
    Future<List<Outcome>> to(List<Told> facts, SqlConnection tx) {
        Agenda agenda = Agenda.of(facts);
        return Rosters.load(tx, agenda.workspaces(), agenda.workspacesToTell()).compose(rosters -> {
            Conclusion conclusion = agenda.decide(rosters);
            return Future.join(
                            rosters.save(tx),
                            NotificationStore.in(tx)
                                    .append(
                                            conclusion.announcements(),
                                            clock.instant().truncatedTo(ChronoUnit.MICROS)))
                    .map(conclusion.outcomes());
        });
    }
}
