package dev.tandem.analytics.rebuild;

import dev.tandem.analytics.archive.ArchiveProjection;
import dev.tandem.analytics.measure.MeasureStore;
import dev.tandem.contracts.Fact;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.inbox.Inbox;
import dev.tandem.messaging.rebuild.ReadModel;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Rebuilds the measures and tasks. Its source is the archive, because that reaches further back than the event log. Events of the log
 * that this service has never consumed, because they are older than its queue, are archived first, as if they were delivered now: the
 * inbox ensures that each is archived only once, by this rebuild or by the live consumer.
 *
 * <p>A rebuilt row is what the archive says, so a difference from the live row is an error of the live row. Tasks and measures that
 * are older than the archive are carried over.
 *
 * @param reader the live consumer's reader
 */
public record MeasuresModel(PayloadReader reader) implements ReadModel {

    /** Makes unqualified names mean the live tables for the rest of the transaction. */
    private static final String LIVE = "SET LOCAL search_path TO public";

    private static final String ARCHIVED = "SELECT event_id FROM fact WHERE event_id = ANY ($1::uuid[])";

    /** Workspaces whose oldest facts were removed. */
    private static final String SHORTENED =
            "SELECT workspace_id FROM chain_start WHERE workspace_id = ANY ($1::uuid[])";

    @Override
    public String consumer() {
        return ArchiveProjection.QUEUE;
    }

    @Override
    public List<String> tables() {
        return MeasureStore.TABLES;
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

    /** The archive explains every row that is not older than the archive, so there is nothing to wait for. */
    @Override
    public Future<Long> suspect(SqlConnection shadow, Instant horizon) {
        return Future.succeededFuture(0L);
    }

    @Override
    public Future<Void> reconcile(SqlConnection shadow, Instant horizon) {
        return new MeasureStore(shadow).endRebuild();
    }

    /** The inbox forgets after a while; the archive may still have the event, or retention may have removed it. */
    private Future<Void> archive(SqlConnection tx, List<Event> events, Set<UUID> fresh) {
        UUID[] ids = fresh.toArray(UUID[]::new);
        UUID[] workspaces = events.stream()
                .map(event -> ((Fact) event.payload()).workspaceId())
                .distinct()
                .toArray(UUID[]::new);
        return Future.all(
                        tx.preparedQuery(ARCHIVED).execute(Tuple.of(ids)).map(MeasuresModel::ids),
                        tx.preparedQuery(SHORTENED)
                                .execute(Tuple.of(workspaces))
                                .map(MeasuresModel::ids))
                .compose(found -> {
                    Set<UUID> left = new HashSet<>(fresh);
                    left.removeAll(found.<Set<UUID>>resultAt(0));
                    Set<UUID> shortened = found.resultAt(1);
                    Instant remembered = Instant.now().minus(Inbox.RETENTION);
                    List<Event> missing = events.stream()
                            .filter(event -> left.remove(event.envelope().id()))
                            .filter(event -> event.envelope().time().isAfter(remembered)
                                    || !shortened.contains(((Fact) event.payload()).workspaceId()))
                            .toList();
                    return missing.isEmpty() ? Future.succeededFuture() : new ArchiveProjection().apply(tx, missing);
                });
    }

    private static Set<UUID> ids(RowSet<Row> rows) {
        Set<UUID> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }
}
