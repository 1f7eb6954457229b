package dev.tandem.gateway.live;

import java.util.UUID;
import java.util.regex.Pattern;

/** Names the subjects of hints, as short as possible, so that more of them fit into one notification of the database. */
public final class Subjects {

    private static final Pattern INBOX = Pattern.compile("n[0-9a-f]{1,8}");

    private static final Pattern OF_PROJECTS = Pattern.compile("[pm][0-9a-f-]{36}");

    private Subjects() {}

    /** The state of an operation. */
    public static String operation(UUID id) {
        return "o" + id;
    }

    /** The operations of a user; by a hash of the user id, so another user may share the subject. */
    public static String operationsOf(String userId) {
        return "u" + Integer.toHexString(userId.hashCode());
    }

    /** The inbox of a user, as the notifier names it in its hints; by the same hash. */
    public static String inboxOf(String userId) {
        return "n" + Integer.toHexString(userId.hashCode());
    }

    /** Returns true if the subject is an inbox. */
    public static boolean isInbox(String subject) {
        return INBOX.matcher(subject).matches();
    }

    /** A project with all that is in it, as analytics names it in its hints. */
    public static String project(UUID id) {
        return "p" + id;
    }

    /** The members of a workspace, as analytics names them in its hints. */
    public static String membersOf(UUID workspaceId) {
        return "m" + workspaceId;
    }

    /** Returns true if the subject is a project, or the members of a workspace. */
    public static boolean isOfProjects(String subject) {
        return OF_PROJECTS.matcher(subject).matches();
    }
}
