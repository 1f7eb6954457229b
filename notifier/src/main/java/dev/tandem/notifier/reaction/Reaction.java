package dev.tandem.notifier.reaction;

import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.inbox.Announcement;
import dev.tandem.notifier.inbox.Delivered;
import dev.tandem.notifier.inbox.DeliveryStore;
import dev.tandem.notifier.membership.Rosters;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Loads what some facts are decided on, decides them all in memory, writes what they come to, and says what was written. */
public final class Reaction {

    private final Clock clock;

    public Reaction(Clock clock) {
        this.clock = clock;
    }

    /** One outcome for each fact, in the order given. */
    Future<List<Outcome>> to(List<Told> facts, UnitOfWork work) {
        Agenda agenda = Agenda.of(facts);
        return Rosters.load(work.sql(), agenda.workspaces(), agenda.workspacesToTell())
                .compose(rosters -> {
                    Conclusion conclusion = agenda.decide(rosters);
                    return Future.join(rosters.save(work.sql()), deliver(facts, conclusion.announcements(), work))
                            .map(conclusion.outcomes());
                });
    }

    private Future<Void> deliver(List<Told> facts, List<Announcement> announcements, UnitOfWork work) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return DeliveryStore.in(work.sql()).append(announcements, now).map(written -> {
            Map<UUID, List<Delivered>> delivered = written.stream()
                    .collect(Collectors.groupingBy(each -> each.announcement().eventId()));
            facts.forEach(told -> delivered.getOrDefault(told.eventId(), List.of()).stream()
                    .flatMap(each -> Tidings.of(told, each, now).stream())
                    .forEach(message -> work.send(message, told.context())));
            return null;
        });
    }
}
