package dev.tandem.project.order;

import dev.tandem.kit.request.Cursors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Cursors of lists that are sorted by rank. */
public final class RankCursors {

    private static final Pattern RANK = Pattern.compile("[0-9A-Za-z]{1," + Rank.LONGEST + "}");

    public static final Cursors<String> IN_ORDER =
            new Cursors<>(Order.START, rank -> rank.getBytes(StandardCharsets.US_ASCII), RankCursors::rank);

    private RankCursors() {}

    private static String rank(ByteBuffer bytes) {
        String rank = StandardCharsets.US_ASCII.decode(bytes).toString();
        if (!RANK.matcher(rank).matches()) {
            throw new IllegalArgumentException("no rank");
        }
        return rank;
    }
}
