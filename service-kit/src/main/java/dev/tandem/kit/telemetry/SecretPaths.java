package dev.tandem.kit.telemetry;

import java.util.regex.Pattern;

/**
 * Hides the credentials in paths: links in mails hold a token, because a browser that follows a link sends no header. Spans, logs
 * and notes of refused requests show a path as {@link #masked}.
 */
public final class SecretPaths {

    private static final String MAIL = "/v1/mail/subscriptions/";
    private static final Pattern CREDENTIAL = Pattern.compile("(?<=" + MAIL + ")[^/?]+");

    private SecretPaths() {}

    /** The path or address with a placeholder for each credential. */
    public static String masked(String path) {
        return path.contains(MAIL) ? CREDENTIAL.matcher(path).replaceAll("{token}") : path;
    }
}
