package dev.tandem.messaging;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses and prints a retry policy as a sentence. */
final class RetrySentence {

    private static final Pattern SENTENCE = Pattern.compile("(?<attempts>\\d{1,4}) attempts?"
            + "(?: from (?<first>\\d{1,7} ?(?:ms|s|m)))?"
            + "(?<doubling> doubling)?"
            + "(?: up to (?<longest>\\d{1,7} ?(?:ms|s|m)))?"
            + "(?: pausing after (?<pausing>\\d{1,4}))?");

    private RetrySentence() {}

    static RetryPolicy read(String words) {
        Matcher sentence =
                SENTENCE.matcher(words.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT));
        if (!sentence.matches()) {
            throw new IllegalArgumentException("A retry policy reads like \"5 attempts from 1s doubling up to 5m"
                    + " pausing after 5\", of which all but the attempts may be left out; not like \"" + words + "\"");
        }
        RetryPolicy defaults = RetryPolicy.attempts(0);
        return new RetryPolicy(
                Integer.parseInt(sentence.group("attempts")),
                duration(sentence.group("first"), Duration.ofSeconds(1)),
                sentence.group("doubling") != null,
                duration(sentence.group("longest"), Duration.ofMinutes(5)),
                sentence.group("pausing") == null
                        ? defaults.pausingAfter()
                        : Integer.parseInt(sentence.group("pausing")));
    }

    static String write(int attempts, Duration first, boolean doubling, Duration longest, int pausingAfter) {
        return attempts + (attempts == 1 ? " attempt from " : " attempts from ") + written(first)
                + (doubling ? " doubling" : "") + " up to " + written(longest) + " pausing after " + pausingAfter;
    }

    private static Duration duration(@Nullable String words, Duration otherwise) {
        if (words == null) {
            return otherwise;
        }
        int unit = words.replaceAll("[^0-9]", "").length();
        long amount = Long.parseLong(words.substring(0, unit));
        return switch (words.substring(unit).strip()) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 60_000 == 0 && millis > 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
