package dev.tandem.deadletters.letter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Computes a hash that failures with one cause have in common, whichever consumer failed: of the error's type and the top of
 * its stack or, without a stack, the reason, the type and the message stripped of everything that differs from case to case.
 */
final class Fingerprint {

    private static final int CHARACTERS = 32;
    private static final Pattern UUIDS =
            Pattern.compile("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|`[^`]*`|«[^»]*»|“[^”]*”");
    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final Pattern SYNTHETIC = Pattern.compile("\\$\\$?Lambda[^.\\n]*|lambda\\$|\\$\\d+|\\d+");

    private Fingerprint() {}

    static String of(Failure failure) {
        String frames = failure.frames();
        String cause = frames == null || frames.isBlank()
                ? failure.reason() + '\n' + failure.type() + '\n' + normalised(failure.error())
                : failure.type() + '\n' + SYNTHETIC.matcher(frames).replaceAll("#");
        return digest(cause.getBytes(StandardCharsets.UTF_8)).substring(0, CHARACTERS);
    }

    static String normalised(String message) {
        String shaped = UUIDS.matcher(message).replaceAll("<id>");
        shaped = QUOTED.matcher(shaped).replaceAll("<text>");
        return NUMBERS.matcher(shaped).replaceAll("<n>");
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
