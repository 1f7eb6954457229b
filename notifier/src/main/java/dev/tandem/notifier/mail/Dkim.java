package dev.tandem.notifier.mail;

import dev.tandem.kit.config.Environment;
import io.vertx.ext.mail.CanonicalizationAlgorithm;
import io.vertx.ext.mail.DKIMSignOptions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs mails, so that receivers can verify that they come from the domain and are unchanged (DKIM, RFC 6376). Receivers
 * find the public key in the DNS, at {@code SELECTOR._domainkey.DOMAIN}.
 */
record Dkim(String domain, String selector, RSAPrivateKey key) {

    /**
     * The headers that must not be changed on the way, among them those for unsubscribing (RFC 8058). A name that is listed
     * once more often than the mail has the header forbids that another is added.
     */
    static final List<String> SIGNED_HEADERS = List.of(
            "From",
            "From",
            "To",
            "To",
            "Subject",
            "Subject",
            "Date",
            "Date",
            "Message-ID",
            "References",
            "MIME-Version",
            "MIME-Version",
            "Content-Type",
            "Content-Type",
            "List-Id",
            "List-Unsubscribe",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "List-Unsubscribe-Post",
            "Auto-Submitted",
            "Reply-To",
            "Cc",
            "Sender");

    private static final String DOMAIN = "MAIL_DKIM_DOMAIN";
    private static final String SELECTOR = "MAIL_DKIM_SELECTOR";
    private static final String KEY = "MAIL_DKIM_KEY";

    /** The header is one line, of up to 998 characters: these bounds keep it shorter. */
    private static final int LONGEST_NAME = 63;

    private static final int KEY_BITS = 2048;

    private static final String LABEL = "[A-Za-z0-9](?:-*[A-Za-z0-9])*";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

    /** Empty if nothing is configured; a part without the others is refused. */
    static Optional<Dkim> from(Environment environment) {
        Optional<String> domain = environment.secretValue(
                DOMAIN, "the domain in whose name mails are signed", "a domain such as example.com", Dkim::name);
        Optional<String> selector = environment.secretValue(
                SELECTOR, "the name of the key's entry in the DNS", "a name such as tandem2026", Dkim::name);
        Optional<RSAPrivateKey> key = environment.secretValue(
                KEY,
                "the key that signs mails; without one, they are not signed",
                "an RSA key of " + KEY_BITS + " bits in PEM, which begins with -----BEGIN PRIVATE KEY-----",
                Dkim::key);
        if (domain.isPresent() && selector.isPresent() && key.isPresent()) {
            return Optional.of(new Dkim(domain.get(), selector.get(), key.get()));
        }
        if (domain.isPresent() || selector.isPresent() || key.isPresent()) {
            Map.of(DOMAIN, domain, SELECTOR, selector, KEY, key).forEach((name, value) -> {
                if (value.isEmpty()) {
                    environment.refuse(
                            name,
                            name + " is missing; to sign mails, set " + DOMAIN + ", " + SELECTOR + " and " + KEY
                                    + ", or none of them");
                }
            });
        }
        return Optional.empty();
    }

    DKIMSignOptions options() {
        return new DKIMSignOptions()
                .setSdid(domain)
                .setSelector(selector)
                .setPrivateKey(Base64.getEncoder().encodeToString(key.getEncoded()))
                .setSignedHeaders(SIGNED_HEADERS)
                .setHeaderCanonAlgo(CanonicalizationAlgorithm.RELAXED)
                .setBodyCanonAlgo(CanonicalizationAlgorithm.RELAXED);
    }

    private static String name(String text) {
        if (text.length() > LONGEST_NAME || !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("not a name in the DNS");
        }
        return text;
    }

    private static RSAPrivateKey key(String text) {
        Matcher pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw new IllegalArgumentException("not a private key in PEM");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            if (KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded))
                            instanceof RSAPrivateKey key
                    && key.getModulus().bitLength() == KEY_BITS) {
                return key;
            }
            throw new IllegalArgumentException("too short or too long");
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("not an RSA key", unreadable);
        }
    }

    /** Omits the key. */
    @Override
    public String toString() {
        return selector + "._domainkey." + domain;
    }
}
