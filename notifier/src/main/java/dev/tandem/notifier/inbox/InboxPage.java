package dev.tandem.notifier.inbox;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notifications of one user, newest first.
 *
 * @param newest of the whole inbox; absent while it is empty
 */
record InboxPage(@Nullable Newest newest, List<Notification> notifications) {

    /** @param at when it came into the inbox */
    record Newest(UUID eventId, UUID workspaceId, Instant at) {

        JsonObject toJson() {
            return new JsonObject().put("eventId", eventId.toString()).put("at", at.toString());
        }
    }

    static InboxPage from(RowSet<Row> rows) {
        Newest newest = null;
        List<Notification> notifications = new ArrayList<>();
        for (Row row : rows) {
            if (row.getBoolean("newest")) {
                newest = new Newest(row.getUUID("event_id"), row.getUUID("workspace_id"), Times.in(row, "created_at"));
            } else {
                notifications.add(Notification.from(row));
            }
        }
        return new InboxPage(newest, notifications);
    }

    Set<UUID> workspaces() {
        Set<UUID> workspaces = new HashSet<>();
        if (newest != null) {
            workspaces.add(newest.workspaceId());
        }
        notifications.forEach(each -> workspaces.add(each.workspaceId()));
        return workspaces;
    }
}
