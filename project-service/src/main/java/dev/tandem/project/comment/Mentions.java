package dev.tandem.project.comment;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the users who may be meant in a text: {@code @anna}, but nothing in an address as {@code anna@example.com} or
 * {@code https://x.example/@anna}.
 */
public final class Mentions {

    private static final int MOST = 50;

    /** Of the web up to a blank or a bracket; and e-mail by letters that no id has, which without a domain may be prose. */
    private static final String ADDRESS =
            "(?<![A-Za-z0-9+.-])(?:[A-Za-z][A-Za-z0-9+.-]*+://|(?i:mailto:|www[.]))[^\\s<>\"]*+"
                    + "|[\\p{L}\\p{M}\\p{N}]@[A-Za-z0-9-]++(?:[.][A-Za-z0-9-]++)++";

    private static final Pattern MENTION =
            Pattern.compile(ADDRESS + "|(?<![A-Za-z0-9._+%/=&-])@([A-Za-z0-9][A-Za-z0-9._-]{0,254}+)(?!@[A-Za-z0-9])");

    private static final Pattern TRAILING_DOTS = Pattern.compile("[.]+$");

    private Mentions() {}

    /**
     * User ids in the order in which they come, each once and no more than fifty. A dot at the end belongs to the sentence.
     * Whether there are such users is not known here.
     */
    public static List<String> candidates(String text) {
        return MENTION.matcher(text)
                .results()
                .filter(found -> found.group(1) != null)
                .map((MatchResult found) ->
                        TRAILING_DOTS.matcher(found.group(1)).replaceFirst(""))
                .distinct()
                .limit(MOST)
                .toList();
    }
}
