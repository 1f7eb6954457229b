package dev.tandem.notifier.inbox;

/** Names the subjects of this service's hints; the gateway reads the same names. */
public final class InboxSubjects {

    private InboxSubjects() {}

    /** Names a user's inbox by a hash of the user id; other users may share the name. */
    public static String of(String userId) {
        return "n" + Integer.toHexString(userId.hashCode());
    }
}
