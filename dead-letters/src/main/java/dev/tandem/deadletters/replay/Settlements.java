package dev.tandem.deadletters.replay;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.Projection;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Comparator;
import java.util.List;

/**
 * Resolves letters whose replays took effect. Idempotent: a claim that is not its letter's last changes nothing, unless
 * the letter is discarded.
 */
public final class Settlements implements Projection {

    /** The queue that this projection consumes. */
    public static final String QUEUE = "dead-letters.replays";

    @Override
    public Future<Void> apply(SqlConnection tx, List<Event> events) {
        List<ReplaySettled> ordered = events.stream()
                .map(event -> (ReplaySettled) event.payload())
                .sorted(Comparator.comparing(ReplaySettled::replayId))
                .toList();
        return Future.join(ordered.stream()
                        .map(settled ->
                                new ClaimStore(tx).settle(settled.replayId(), settled.consumer(), settled.result()))
                        .toList())
                .mapEmpty();
    }
}
