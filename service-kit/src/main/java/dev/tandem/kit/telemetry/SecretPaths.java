package dev.tandem.kit.telemetry;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hides the credentials in paths: links in mails hold a token, because a browser that follows a link sends no header. Spans, logs
 * and notes of refused requests show a path as {@link #masked}. A path that routers read as one of these is masked too: with
 * doubled slashes, dots between them, or encoded letters.
 */
public final class SecretPaths {

    private static final String SLASH = "(?:/|%2f)";

    private static final String SUBSCRIPTIONS = SLASH + encodable("subscriptions");

    private static final String INVITATIONS = SLASH + encodable("invitations");

    /** Followed by ids, no tokens. The workspace is an id and not dots, which would lead out of it. */
    private static final String OF_A_WORKSPACE =
            SLASH + encodable("workspaces") + SLASH + "[0-9a-z:{}-]{1,200}" + INVITATIONS;

    /** Up to the query, except for what may follow a credential. */
    private static final String REST = "[^?#\\s]+?(?=(?:" + SLASH + "+(?:acceptance|resumption))?(?:[?#\\s]|$))";

    private static final Pattern CREDENTIAL = Pattern.compile(
            "((?:" + SUBSCRIPTIONS + "|" + INVITATIONS + "(?<!" + OF_A_WORKSPACE + "))" + SLASH + "+)" + REST,
            Pattern.CASE_INSENSITIVE);

    private SecretPaths() {}

    /** The path or address with a placeholder for each credential. */
    public static String masked(String path) {
        return path.contains("invitations") || path.contains("subscriptions") || path.contains("%")
                ? CREDENTIAL.matcher(path).replaceAll("$1{token}")
                : path;
    }

    /** Each letter as it is, or as a percent sign and its code. */
    private static String encodable(String letters) {
        return letters.chars()
                .mapToObj(letter -> "(?:%c|%%%02x)".formatted(letter, letter))
                .collect(Collectors.joining());
    }
}
