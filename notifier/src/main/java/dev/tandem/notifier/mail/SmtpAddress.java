package dev.tandem.notifier.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/**
 * The mail server: {@code smtp://user:password@host:port}, encrypted by STARTTLS, or {@code smtps://}, encrypted from the
 * start. Its certificate must be for that host, and from an authority in the PEM file that {@code ?cacertfile=} names, or
 * else from one that Java trusts. {@code smtp://host?starttls=disabled} sends in the clear, for a server on the same
 * machine; such an address may not contain a user and a password.
 *
 * @param authorities the certificates of the authorities, in PEM; null for those that Java trusts
 * @param user null if the server needs none
 */
record SmtpAddress(
        String host,
        int port,
        boolean tls,
        boolean startTls,
        @Nullable String authorities,
        @Nullable String user,
        @Nullable String password) {

    static final String EXPECTED =
            "an address such as smtp://user:password@mail.example.com:587, perhaps with ?cacertfile= and the path of a PEM file"
                    + " of certificates";

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final String IN_THE_CLEAR = "starttls=disabled";
    private static final String AUTHORITIES = "cacertfile=";
    private static final String PEM = "-----BEGIN CERTIFICATE-----";

    /** @throws IllegalArgumentException without repeating the password */
    static SmtpAddress parse(String text) {
        URI uri = uri(text);
        boolean tls = "smtps".equals(uri.getScheme());
        String query = uri.getRawQuery();
        boolean clear = IN_THE_CLEAR.equals(query);
        if (!tls && !"smtp".equals(uri.getScheme())
                || uri.getHost() == null
                || !uri.getRawPath().replace("/", "").isEmpty()
                || tls && clear) {
            throw new IllegalArgumentException("not the address of a mail server");
        }
        String[] credentials = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (credentials.length == 1 || clear && credentials.length > 0) {
            throw new IllegalArgumentException("a user takes a password and encryption");
        }
        return new SmtpAddress(
                uri.getHost(),
                uri.getPort() >= 0 ? uri.getPort() : tls ? SUBMISSIONS : SUBMISSION,
                tls,
                !tls && !clear,
                query == null || clear ? null : authorities(query),
                credentials.length == 0 ? null : decoded(credentials[0]),
                credentials.length == 0 ? null : decoded(credentials[1]));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("not an address");
        }
    }

    /** Reads the file now, so that a wrong file is noticed at the start, and the checked certificates are the ones used. */
    private static String authorities(String query) {
        if (!query.startsWith(AUTHORITIES)) {
            throw new IllegalArgumentException("no such parameter");
        }
        try {
            String pem = Files.readString(Path.of(decoded(query.substring(AUTHORITIES.length()))));
            if (!pem.contains(PEM)
                    || CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                            .isEmpty()) {
                throw new IllegalArgumentException("the file holds no certificate in PEM");
            }
            return pem;
        } catch (IOException | CertificateException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("the file of certificates cannot be read", unreadable);
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Omits the credentials. */
    @Override
    public String toString() {
        return (tls ? "smtps://" : "smtp://") + host + ":" + port;
    }
}
