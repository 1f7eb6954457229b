package dev.tandem.notifier.mail;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that ended without reaching anybody, as shown to those who manage the members: without its text.
 *
 * @param userId the member; null for an invitation
 * @param email the invited address; null for a member, and if the address is not known, or belongs to a member by now
 * @param kind {@code mail}, of one notification, {@code digest}, or {@code invitation}
 * @param state {@code refused}, {@code bounced} or {@code given-up}; of an invitation also {@code unwanted}
 * @param answer the mail server's last answer, or what went wrong
 */
record UndeliveredMail(
        UUID id,
        @Nullable String userId,
        @Nullable String email,
        String kind,
        String state,
        int attempts,
        @Nullable String answer,
        Instant updatedAt) {

    static UndeliveredMail from(Row row) {
        return new UndeliveredMail(
                row.getUUID("id"),
                row.getString("user_id"),
                row.getString("email"),
                row.getString("channel"),
                row.getString("state"),
                row.getInteger("attempts"),
                row.getString("answer"),
                Times.in(row, "updated_at"));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("userId", userId)
                .put("email", email)
                .put("kind", kind)
                .put("state", state)
                .put("attempts", attempts)
                .put("answer", answer)
                .put("updatedAt", updatedAt.toString());
    }
}
