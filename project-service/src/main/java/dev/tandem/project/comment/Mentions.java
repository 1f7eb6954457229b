package dev.tandem.project.comment;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the users that a text may mention: {@code @anna}, but nothing within an address such as
 * {@code anna@example.com} or {@code https://x.example/@anna}.
 */
public final class Mentions {

    private static final int MOST = 50;

    /**
     * Web addresses, up to white space, a quotation mark or an angle bracket; and the end of e-mail addresses, even after
     * letters that no user id has. Text without a dot in the domain may be prose and does not count as an e-mail address.
     */
    private static final String ADDRESS =
            "(?<![A-Za-z0-9+.-])(?:[A-Za-z][A-Za-z0-9+.-]*+://|(?i:mailto:|www[.]))[^\\s<>\"]*+"
                    + "|[\\p{L}\\p{M}\\p{N}]@[A-Za-z0-9-]++(?:[.][A-Za-z0-9-]++)++";

    private static final Pattern MENTION =
            Pattern.compile(ADDRESS + "|(?<![A-Za-z0-9._+%/=&-])@([A-Za-z0-9][A-Za-z0-9._-]{0,254}+)(?!@[A-Za-z0-9])");

    private static final Pattern TRAILING_DOTS = Pattern.compile("[.]+$");

    private Mentions() {}

    /**
     * Returns user ids in order of appearance, without duplicates, at most fifty. A dot at the end belongs to the
     * sentence. The users need not exist.
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
