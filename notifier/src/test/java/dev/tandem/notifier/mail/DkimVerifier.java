package dev.tandem.notifier.mail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Verifies a mail as its receiver does, by RFC 6376 and nothing else: {@code rsa-sha256}, relaxed canonicalisation of headers and
 * body, without a limit of length.
 */
final class DkimVerifier {

    private static final String SIGNATURE = "DKIM-Signature";

    private final List<String> headers = new ArrayList<>();
    private final String body;
    private final String signature;

    /** The tags of the signature. */
    final Map<String, String> tags;

    /** @param mail as it was received, its lines ending in CRLF */
    DkimVerifier(String mail) {
        int blank = mail.indexOf("\r\n\r\n");
        body = mail.substring(blank + 4);
        for (String line : mail.substring(0, blank).split("\r\n")) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                headers.add(headers.remove(headers.size() - 1) + "\r\n" + line);
            } else {
                headers.add(line);
            }
        }
        signature = headers.stream()
                .filter(header -> isNamed(header, SIGNATURE))
                .findFirst()
                .orElseThrow();
        tags = Arrays.stream(value(signature).split(";"))
                .map(tag -> tag.split("=", 2))
                .collect(Collectors.toMap(tag -> tag[0].strip(), tag -> tag[1].strip(), (a, b) -> a, TreeMap::new));
    }

    /** The lower-case names of the signed headers. */
    List<String> signedHeaders() {
        return Arrays.stream(tags.get("h").toLowerCase(Locale.ROOT).split(":"))
                .map(String::strip)
                .toList();
    }

    /** Whether the header of that name in the mail is what was signed, and so is the body. */
    boolean verifies(PublicKey key) throws GeneralSecurityException {
        return tags.get("v").equals("1")
                && tags.get("a").equals("rsa-sha256")
                && tags.get("c").equals("relaxed/relaxed")
                && !tags.containsKey("l")
                && MessageDigest.isEqual(decoded("bh"), sha256(relaxedBody()))
                && isSigned(key);
    }

    private boolean isSigned(PublicKey key) throws GeneralSecurityException {
        List<String> left = new ArrayList<>(headers);
        StringBuilder signed = new StringBuilder();
        for (String name : signedHeaders()) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (isNamed(left.get(i), name)) {
                    signed.append(relaxedHeader(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        signed.append(relaxedHeader(signature.replaceFirst("(?s)([;\\s]b=)[^;]*", "$1")));
        Signature verifying = Signature.getInstance("SHA256withRSA");
        verifying.initVerify(key);
        verifying.update(signed.toString().getBytes(StandardCharsets.UTF_8));
        return verifying.verify(decoded("b"));
    }

    /** RFC 6376, 3.4.2. */
    private static String relaxedHeader(String header) {
        String name = header.substring(0, header.indexOf(':')).strip().toLowerCase(Locale.ROOT);
        return name + ":"
                + value(header).replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
    }

    /** RFC 6376, 3.4.4. */
    private String relaxedBody() {
        String lines = body.replaceAll("[ \t]+\r\n", "\r\n").replaceAll("[ \t]+", " ");
        String ended = lines.replaceFirst("(?:\r\n)+$", "");
        return ended.isEmpty() ? "" : ended + "\r\n";
    }

    private static boolean isNamed(String header, String name) {
        return header.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    private static String value(String header) {
        return header.substring(header.indexOf(':') + 1);
    }

    private byte[] decoded(String tag) {
        return Base64.getMimeDecoder().decode(tags.get(tag));
    }

    private static byte[] sha256(String text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
