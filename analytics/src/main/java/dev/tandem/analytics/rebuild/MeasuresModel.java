package dev.tandem.analytics.rebuild;

import dev.tandem.analytics.archive.ArchiveProjection;
import dev.tandem.analytics.measure.MeasureStore;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.inbox.Inbox;
import dev.tandem.messaging.rebuild.ReadModel;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Rebuilds what is counted from the archive, which reaches further back than the event log. Events of the log that this service has
 * never consumed, because they are older than its queue, are archived first, as if they were delivered now: the inbox makes that
 * happen once, whoever comes first.
 *
 * <p>A rebuilt row is what the archive says, so a difference from the live row is an error of the live row. Tasks and measures that
 * are older than the archive are carried over.
 */
public final class MeasuresModel implements ReadModel {

    /** In which the shadow's connection finds the live tables. */
    private static final String LIVE = "SET LOCAL search_path TO public";

    private final ArchiveProjection projection = new ArchiveProjection();
    private final PayloadReader reader;

    /** @param reader the live consumer's reader */
    public MeasuresModel(PayloadReader reader) {
        this.reader = reader;
    }

    @Override
    public String consumer() {
        return ArchiveProjection.QUEUE;
    }

    @Override
    public List<String> tables() {
        return MeasureStore.TABLES;
    }

    @Override
    public PayloadReader reader() {
        return reader;
    }

    @Override
    public Future<Void> prepare(SqlConnection shadow) {
        return new MeasureStore(shadow).beginRebuild();
    }

    @Override
    public Future<Void> apply(SqlConnection shadow, List<Event> events) {
        List<UUID> ids =
                events.stream().map(event -> event.envelope().id()).distinct().toList();
        return shadow.query(LIVE)
                .execute()
                .compose(live -> new Inbox(shadow).claim(ArchiveProjection.QUEUE, ids, -1))
                .compose(fresh -> archive(shadow, events, fresh));
    }

    /** Counts what was archived since the last call. */
    @Override
    public Future<Void> derive(SqlConnection shadow) {
        return new MeasureStore(shadow).countNext();
    }

    /** The archive explains every row that is not older than itself, so there is nothing to wait for. */
    @Override
    public Future<Long> suspect(SqlConnection shadow, Instant horizon) {
        return Future.succeededFuture(0L);
    }

    @Override
    public Future<Void> reconcile(SqlConnection shadow, Instant horizon) {
        return new MeasureStore(shadow).endRebuild();
    }

    private Future<Void> archive(SqlConnection tx, List<Event> events, Set<UUID> fresh) {
        Set<UUID> left = new HashSet<>(fresh);
        List<Event> missing = events.stream()
                .filter(event -> left.remove(event.envelope().id()))
                .toList();
        return missing.isEmpty() ? Future.succeededFuture() : projection.apply(tx, missing);
    }
}
