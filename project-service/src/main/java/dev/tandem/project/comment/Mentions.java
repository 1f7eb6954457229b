package dev.tandem.project.comment;

import dev.tandem.kit.auth.UserIdRules;
import dev.tandem.project.workspace.Mention;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the users that a text may mention: {@code @anna}, {@code @[anna lind]}, but nothing within an address such as
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

    private static final Pattern MENTION = Pattern.compile(
            ADDRESS + "|(?<![A-Za-z0-9._+%/=&-])@(?:" + Mention.PLAIN + "(?!@[A-Za-z0-9])|" + Mention.BRACKETED + ")");

    private static final Pattern TRAILING_DOTS = Pattern.compile("[.]+$");

    private Mentions() {}

    /**
     * Returns user ids in order of appearance, without duplicates, at most fifty. A dot at the end of one without brackets
     * belongs to the sentence. The users need not exist.
     */
    public static List<String> candidates(String text) {
        return MENTION.matcher(text)
                .results()
                .flatMap(Mentions::id)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static Stream<String> id(MatchResult found) {
        if (found.group(1) != null) {
            return Stream.of(TRAILING_DOTS.matcher(found.group(1)).replaceFirst(""));
        }
        return Stream.ofNullable(found.group(2))
                .map(Mention::unescaped)
                .filter(id -> !id.isBlank() && id.codePointCount(0, id.length()) <= UserIdRules.LONGEST);
    }
}
