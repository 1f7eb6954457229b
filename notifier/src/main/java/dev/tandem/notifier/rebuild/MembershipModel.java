package dev.tandem.notifier.rebuild;

import dev.tandem.contracts.Fact;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.rebuild.ReadModel;
import dev.tandem.notifier.membership.MembershipChange;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rebuilds the tables {@code membership} and {@code workspace_member}. Collects changes in the order of the log, then
 * sorts them by version and applies them up to the first gap, so the order in which they were written does not matter.
 *
 * <p>A workspace is carried over unchanged when the log lacks its creation, or when the consumer is ahead of the log.
 *
 * @param reader the live consumer's reader
 */
public record MembershipModel(String consumer, PayloadReader reader) implements ReadModel {

    @Override
    public List<String> tables() {
        return List.of("membership", "workspace_member");
    }

    @Override
    public Future<Void> prepare(SqlConnection shadow) {
        return new ShadowStore(shadow).prepare();
    }

    @Override
    public Future<Void> apply(SqlConnection shadow, List<Event> events) {
        List<MembershipChange> changes = events.stream()
                .map(MembershipModel::change)
                .flatMap(Optional::stream)
                .toList();
        return changes.isEmpty() ? Future.succeededFuture() : new ShadowStore(shadow).append(changes);
    }

    /** Returns the event's change if the consumer would have accepted it, in whatever order. */
    private static Optional<MembershipChange> change(Event event) {
        return MembershipChange.of(
                        (Fact) event.payload(),
                        event.envelope().sequence(),
                        event.envelope().id())
                .filter(MembershipChange::sound)
                .filter(change ->
                        change.workspaceId().toString().equals(event.envelope().tenant()));
    }

    @Override
    public Future<Void> derive(SqlConnection shadow) {
        ShadowStore store = new ShadowStore(shadow);
        return store.clear().compose(v -> store.deriveVersions()).compose(v -> store.deriveMembers());
    }

    @Override
    public Future<Long> suspect(SqlConnection shadow, Instant horizon) {
        return new ShadowStore(shadow).suspect(consumer);
    }

    @Override
    public Future<Void> reconcile(SqlConnection shadow, Instant horizon) {
        ShadowStore store = new ShadowStore(shadow);
        return store.chooseCarried()
                .compose(v -> store.carryOver())
                .compose(v -> store.countGaps())
                .compose(v -> store.compareVersions(consumer))
                .compose(v -> store.compareMembers());
    }
}
