package dev.tandem.project.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SnippetTest {

    @Test
    void a_text_is_told_in_parts_that_are_together_the_text() {
        assertThat(shown(whole("Test| the |tests| & |<b>", "Test", "tests"))).isEqualTo("[Test] the [tests] & <b>");
    }

    @Test
    void an_excerpt_begins_shortly_before_the_first_match_and_says_where_it_was_cut() {
        String words = "word| |".repeat(50) + "moon|" + " |word|".repeat(100) + "end";
        String shown = shown(around(words, "moon"));

        assertThat(shown).startsWith("…word word").contains("word [moon] word").endsWith("…");
        assertThat(shown.indexOf('[')).isBetween(50, 62);
        assertThat(shown).hasSizeBetween(180, 210);
    }

    @Test
    void an_excerpt_without_a_match_is_the_beginning() {
        assertThat(shown(around("All| |of| |them"))).isEqualTo("All of them");
        assertThat(shown(around("x".repeat(500)))).isEqualTo("x".repeat(200) + "…");
    }

    @Test
    void no_character_is_cut_into_halves() {
        String shown = shown(around("x" + "\uD83D\uDE80".repeat(200)));
        assertThat(shown).isEqualTo("x" + "\uD83D\uDE80".repeat(100) + "…");
    }

    @Test
    void of_no_text_there_is_nothing() {
        assertThat(Snippet.whole(null, null).toJson()).isEmpty();
        assertThat(Snippet.around(null, null).toJson()).isEmpty();
    }

    private static Snippet whole(String joined, String... found) {
        String[] pieces = joined.split("\\|");
        return Snippet.whole(pieces, marks(pieces, found));
    }

    private static Snippet around(String joined, String... found) {
        String[] pieces = joined.split("\\|");
        return Snippet.around(pieces, marks(pieces, found));
    }

    private static Boolean[] marks(String[] pieces, String... found) {
        return Arrays.stream(pieces).map(List.of(found)::contains).toArray(Boolean[]::new);
    }

    private static String shown(Snippet snippet) {
        return snippet.parts().stream()
                .map(part -> part.match() ? "[" + part.text() + "]" : part.text())
                .collect(Collectors.joining());
    }
}
