package dev.tandem.gateway.live;

import java.util.UUID;
import java.util.regex.Pattern;

/** Names the subjects of hints, as short as may be: the shorter, the more go in one notification of the database. */
public final class Subjects {

    private static final Pattern INBOX = Pattern.compile("n[0-9a-f]{1,8}");

    private Subjects() {}

    /** How an operation stands. */
    public static String operation(UUID id) {
        return "o" + id;
    }

    /** The operations of a user; by a hash of the user's id, so another user's may be meant. */
    public static String operationsOf(String userId) {
        return "u" + Integer.toHexString(userId.hashCode());
    }

    /** The inbox of a user, as the notifier writes it in its hints; by the same hash. */
    public static String inboxOf(String userId) {
        return "n" + Integer.toHexString(userId.hashCode());
    }

    /** Whether it is an inbox that is meant. */
    public static boolean isInbox(String subject) {
        return INBOX.matcher(subject).matches();
    }
}
