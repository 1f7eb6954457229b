package dev.tandem.notifier.inbox;

/** Names the subjects of this service's hints, as the gateway reads them too. */
public final class InboxSubjects {

    private InboxSubjects() {}

    /** The inbox of a user; by a hash of the user's id, so another user's may be meant. */
    public static String of(String userId) {
        return "n" + Integer.toHexString(userId.hashCode());
    }
}
