package dev.tandem.contracts;

import java.util.UUID;

/**
 * Who is told.
 *
 * @param notificationId of the entry in this user's inbox
 */
public record Recipient(String userId, UUID notificationId) {

    public Recipient {
        Require.text(userId, Require.USER_ID, "userId");
        Require.present(notificationId, "notificationId");
    }
}
