package dev.tandem.project.search;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text in parts, some of which match a search. The parts are plain text: nothing in them is markup. */
record Snippet(List<Part> parts) {

    /** @param match true if the part is a word that was asked for */
    record Part(String text, boolean match) {}

    private static final Snippet NOTHING = new Snippet(List.of());
    private static final String CUT = "…";

    /** In characters, as the next two. */
    private static final int LONGEST = 200;

    private static final int BEFORE_THE_MATCH = 60;

    Snippet {
        parts = List.copyOf(parts);
    }

    /**
     * The whole text.
     *
     * @param pieces words and what stands between them; null for no text
     * @param found for each piece whether it matches
     */
    static Snippet whole(String @Nullable [] pieces, Boolean @Nullable [] found) {
        return pieces == null || found == null ? NOTHING : between(pieces, found, 0, Integer.MAX_VALUE);
    }

    /** About two hundred characters of the text with the first match, or from its beginning. {@code …} stands where it was cut. */
    static Snippet around(String @Nullable [] pieces, Boolean @Nullable [] found) {
        if (pieces == null || found == null) {
            return NOTHING;
        }
        int first = 0;
        while (first < found.length && !found[first]) {
            first++;
        }
        int from = first == found.length ? 0 : first;
        int before = 0;
        while (from > 0 && before + pieces[from - 1].length() <= BEFORE_THE_MATCH) {
            from--;
            before += pieces[from].length();
        }
        return between(pieces, found, from, LONGEST);
    }

    private static Snippet between(String[] pieces, Boolean[] found, int from, int room) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder(from > 0 ? CUT : "");
        int left = room;
        for (int i = from; i < pieces.length && left > 0; i++) {
            String piece = shortened(pieces[i], left);
            left -= piece.length();
            if (found[i]) {
                add(parts, plain);
                parts.add(new Part(piece, true));
            } else {
                plain.append(piece);
            }
            if (left <= 0 && (i + 1 < pieces.length || piece.length() < pieces[i].length())) {
                plain.append(CUT);
            }
        }
        add(parts, plain);
        return new Snippet(parts);
    }

    private static void add(List<Part> parts, StringBuilder plain) {
        if (!plain.isEmpty()) {
            parts.add(new Part(plain.toString(), false));
            plain.setLength(0);
        }
    }

    /** Never half a surrogate pair. */
    private static String shortened(String piece, int longest) {
        if (piece.length() <= longest) {
            return piece;
        }
        int end = Character.isHighSurrogate(piece.charAt(longest - 1)) ? longest + 1 : longest;
        return piece.substring(0, end);
    }

    JsonArray toJson() {
        JsonArray json = new JsonArray();
        parts.forEach(part -> json.add(new JsonObject().put("text", part.text).put("match", part.match)));
        return json;
    }
}
