package dev.tandem.project.comment;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Who may be meant in a text: {@code @anna}, but not the end of {@code anna@example.com}. */
public final class Mentions {

    private static final int MOST = 50;

    private static final Pattern MENTION = Pattern.compile("(?<![A-Za-z0-9._-])@([A-Za-z0-9][A-Za-z0-9._-]{0,127})");

    private static final Pattern TRAILING_DOTS = Pattern.compile("[.]+$");

    private Mentions() {}

    /**
     * User ids in the order in which they come, each once and no more than fifty. A dot at the end belongs to the sentence.
     * Whether there are such users is not known here.
     */
    public static List<String> candidates(String text) {
        return MENTION.matcher(text)
                .results()
                .map((MatchResult found) ->
                        TRAILING_DOTS.matcher(found.group(1)).replaceFirst(""))
                .distinct()
                .limit(MOST)
                .toList();
    }
}
