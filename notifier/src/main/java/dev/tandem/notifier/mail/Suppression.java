package dev.tandem.notifier.mail;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * A member to whose address nothing is sent.
 *
 * @param kind {@code refused} by the mail server, {@code bounced}, or {@code complaint}
 * @param reason in words, perhaps the mail server's
 */
record Suppression(String userId, String address, String kind, String reason, Instant since) {

    static Suppression from(Row row) {
        return new Suppression(
                row.getString("user_id"),
                row.getString("address"),
                row.getString("kind"),
                row.getString("reason"),
                Times.in(row, "since"));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("userId", userId)
                .put("address", address)
                .put("kind", kind)
                .put("reason", reason)
                .put("since", since.toString());
    }
}
