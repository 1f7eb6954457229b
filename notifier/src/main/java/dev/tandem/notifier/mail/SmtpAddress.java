package dev.tandem.notifier.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The mail server: {@code smtp://user:password@host:port}, encrypted by STARTTLS, or {@code smtps://}, encrypted from the
 * start. Certificates are verified. {@code smtp://host?starttls=disabled} sends in the clear, for a server on the same
 * machine; with a user and a password that is refused.
 *
 * @param user null when the server asks for none
 */
record SmtpAddress(
        String host,
        int port,
        boolean tls,
        boolean startTls,
        @Nullable String user,
        @Nullable String password) {

    static final String EXPECTED = "an address such as smtp://user:password@mail.example.com:587";

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final String IN_THE_CLEAR = "starttls=disabled";

    /** @throws IllegalArgumentException without repeating the password */
    static SmtpAddress parse(String text) {
        URI uri = uri(text);
        boolean tls = "smtps".equals(uri.getScheme());
        String query = uri.getRawQuery();
        boolean clear = IN_THE_CLEAR.equals(query);
        if (!tls && !"smtp".equals(uri.getScheme())
                || uri.getHost() == null
                || !uri.getRawPath().replace("/", "").isEmpty()
                || query != null && !clear
                || tls && clear) {
            throw new IllegalArgumentException("not the address of a mail server");
        }
        String[] credentials = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (credentials.length == 1 || clear && credentials.length > 0) {
            throw new IllegalArgumentException("a user takes a password and encryption");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? SUBMISSIONS : SUBMISSION;
        return credentials.length == 0
                ? new SmtpAddress(uri.getHost(), port, tls, !tls && !clear, null, null)
                : new SmtpAddress(uri.getHost(), port, tls, !tls, decoded(credentials[0]), decoded(credentials[1]));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("not an address");
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return (tls ? "smtps://" : "smtp://") + host + ":" + port;
    }
}
