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
 * The tables {@code membership} and {@code workspace_member}. Changes are collected as the log has them and then put in the
 * order of their versions, as far as they have no gap; so it matters not in which order they were written.
 *
 * <p>A workspace is taken over as it stands when its founding is not in the log, or when the consumer is ahead of it.
 */
public final class MembershipModel implements ReadModel {

    private final String consumer;
    private final PayloadReader reader;

    /** @param reader that of the live consumer */
    public MembershipModel(String consumer, PayloadReader reader) {
        this.consumer = consumer;
        this.reader = reader;
    }

    @Override
    public String consumer() {
        return consumer;
    }

    @Override
    public List<String> tables() {
        return List.of("membership", "workspace_member");
    }

    @Override
    public PayloadReader reader() {
        return reader;
    }

    @Override
    public Future<Void> prepare(SqlConnection shadow) {
        return ShadowStore.in(shadow).prepare();
    }

    @Override
    public Future<Void> apply(SqlConnection shadow, List<Event> events) {
        List<MembershipChange> changes = events.stream()
                .map(MembershipModel::change)
                .flatMap(Optional::stream)
                .toList();
        return changes.isEmpty()
                ? Future.succeededFuture()
                : ShadowStore.in(shadow).append(changes);
    }

    /** What the consumer would have taken as a change, in whatever order. */
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
        ShadowStore store = ShadowStore.in(shadow);
        return store.clear().compose(v -> store.deriveVersions()).compose(v -> store.deriveMembers());
    }

    @Override
    public Future<Long> suspect(SqlConnection shadow, Instant horizon) {
        return ShadowStore.in(shadow).suspect(consumer);
    }

    @Override
    public Future<Void> reconcile(SqlConnection shadow, Instant horizon) {
        ShadowStore store = ShadowStore.in(shadow);
        return store.chooseCarried()
                .compose(v -> store.carryOver())
                .compose(v -> store.countGaps())
                .compose(v -> store.compareVersions(consumer))
                .compose(v -> store.compareMembers());
    }
}
