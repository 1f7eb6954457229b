package dev.tandem.analytics.news;

import dev.tandem.analytics.archive.ArchiveProjection;
import dev.tandem.contracts.Fact;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.hint.Hints;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Archives events, and gives hints about their projects once that has committed. Costs nothing while nobody listens. While
 * somebody does, to any project, events gather for a shorter time.
 */
public final class HintingArchive implements MessageHandler {

    /** Nobody sees so short a delay, and a busy system still handles several events at a time. */
    private static final Duration WHILE_SOMEBODY_LISTENS = Duration.ofMillis(25);

    private final ArchiveProjection archive = new ArchiveProjection();
    private final Hints hints;

    public HintingArchive(Hints hints) {
        this.hints = hints;
    }

    @Override
    public Duration gathersFor() {
        return hints.anybodyListens() ? WHILE_SOMEBODY_LISTENS : archive.gathersFor();
    }

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        hints.tell(
                work,
                events.stream()
                        .map(event -> NewsSubjects.of((Fact) event.payload()))
                        .toList());
        return archive.handle(work, events);
    }
}
