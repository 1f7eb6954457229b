package dev.tandem.kit.telemetry;

import java.util.regex.Pattern;

/**
 * Hides the credentials in paths: links in mails hold a token, because a browser that follows a link sends no header. Spans, logs
 * and notes of refused requests show a path as {@link #masked}.
 */
public final class SecretPaths {

    private static final String MAIL = "/v1/mail/subscriptions/";

    /** At the beginning of a client's pages and of the API; in a workspace, it is followed by an id. */
    private static final String INVITATION = "/invitations/";

    private static final Pattern CREDENTIAL =
            Pattern.compile("(?<=" + MAIL + "|(?<!/workspaces/[^/?]{1,200})" + INVITATION + ")[^/?#]+");

    private SecretPaths() {}

    /** The path or address with a placeholder for each credential. */
    public static String masked(String path) {
        return path.contains(MAIL) || path.contains(INVITATION)
                ? CREDENTIAL.matcher(path).replaceAll("{token}")
                : path;
    }
}
