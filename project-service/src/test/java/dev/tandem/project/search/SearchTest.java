package dev.tandem.project.search;

import static dev.tandem.project.search.Searched.ACME;
import static dev.tandem.project.search.Searched.OTHER;
import static dev.tandem.project.search.Searched.TWIN;
import static dev.tandem.project.search.Searched.memberOf;
import static dev.tandem.project.search.Searched.search;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches in two workspaces that have the same in them. */
class SearchTest {

    private static final Searched SEARCHED = new Searched("search");

    @BeforeAll
    static void three_workspaces() {
        for (UUID workspace : List.of(ACME, TWIN, OTHER)) {
            SEARCHED.workspace(workspace);
            SEARCHED.project(workspace, 1, "Apollo", "To the moon", false);
            SEARCHED.project(workspace, 2, "Gemini", "To the moon and back", true);
            SEARCHED.task(workspace, 1, 1, "Test the engines", "Running hot, all of them");
            SEARCHED.task(workspace, 2, 1, "Häuser bauen", null);
            SEARCHED.task(workspace, 3, 1, "Les moteurs développés", null);
            SEARCHED.task(workspace, 4, 1, "La presentación del motor", null);
            SEARCHED.task(workspace, 5, 1, "Иван Σίσυφος 李小龍", null);
            SEARCHED.task(workspace, 6, 1, "<b>bold</b> & \"quoted\"", "x".repeat(3_000) + " far");
            SEARCHED.task(workspace, 7, 1, "Plan", "Before the engines");
            SEARCHED.task(workspace, 8, 2, "Test the capsule", null);
            SEARCHED.comment(workspace, 1, 1, "We tested it yesterday. Well done, @carol!");
            SEARCHED.comment(workspace, 2, 8, "Well done, all of you");
        }
    }

    @AfterAll
    static void close() {
        SEARCHED.database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apollo | project 1",
                "APO | project 1",
                "the moon | project 1",
                "engines test | task 1",
                "engine tested | task 1",
                "runs hot | task 1",
                "haus bau | task 2",
                "HÄUSER | task 2",
                "hauser | task 2",
                "développer moteur | task 3",
                "developpes | task 3",
                "presentaciones motores | task 4",
                "presentacion | task 4",
                "ИВАН σισυφοσ | task 5",
                "李小 | task 5",
                "bold quot | task 6",
                "far | task 6",
                "yesterday | comment 1",
                "well done | comment 1",
                "carol | comment 1",
                "engines | task 1, task 7",
                "test | task 1, comment 1",
            })
    void words_are_found_by_their_forms_and_beginnings_whatever_their_case_and_accents(String words, String found) {
        assertThat(SEARCHED.found(ACME, words)).containsExactlyInAnyOrder(found.split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pollo", "apollo engines", "capsule", "gemini", "-", "🙂", "' '", "es"})
    void nothing_else_is(String words) {
        assertThat(SEARCHED.found(ACME, words)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "''",
                "\\",
                "\\'",
                ":*",
                "a:*b",
                "!",
                "&",
                "|",
                "(",
                "<->",
                "\"unclosed",
                "a & | b",
                "%",
                "_",
                "apollo:A",
                "a\tb",
                "http://a.b/c?d=e&f",
                "carol@example.com",
                "-1.5e10",
                "&amp;",
                "l'été",
                "\u0300",
                "\u0301\u0301",
                "\uFDFA",
                "½",
                "ß",
                "-apollo OR",
                "\u200d"
            })
    void whatever_is_written_is_no_error(String words) {
        for (String each : List.of(words, "apollo " + words, words.repeat(200 / words.length()))) {
            assertThat(SEARCHED.found(ACME, each)).doesNotContain("project 2");
        }
    }

    @Test
    void the_first_ten_words_count() {
        assertThat(SEARCHED.found(ACME, "apollo " + "to ".repeat(9) + "nothing")).containsExactly("project 1");
        assertThat(SEARCHED.found(ACME, "apollo " + "to ".repeat(8) + "nothing")).isEmpty();
    }

    @Test
    void nothing_of_another_workspace_is_found_or_counted() {
        for (String words : List.of("apollo", "test", "engines", "well done", "moon", "a", "t", "李小")) {
            for (UUID own : List.of(ACME, TWIN, OTHER)) {
                assertThat(SEARCHED.hits(search(memberOf(own), words, null)))
                        .as(words)
                        .extracting(Hit::workspaceId)
                        .doesNotContainAnyElementsOf(List.of(ACME, TWIN, OTHER).stream()
                                .filter(each -> !each.equals(own))
                                .toList());
                for (UUID foreign : List.of(ACME, TWIN, OTHER)) {
                    if (!foreign.equals(own)) {
                        assertThat(SEARCHED.hits(search(memberOf(own), words, foreign))).isEmpty();
                    }
                }
            }
            assertThat(SEARCHED.hits(search("eve", words, ACME))).isEmpty();
        }
        assertThat(SEARCHED.found(TWIN, "apollo")).isEqualTo(SEARCHED.found(ACME, "apollo")).isNotEmpty();
    }

    @Test
    void a_title_ranks_above_a_description() {
        assertThat(SEARCHED.found(ACME, "engines")).containsExactly("task 1", "task 7");
    }

    @Test
    void only_the_kind_that_is_wanted_is_found() {
        SearchStore.Search search =
                new SearchStore.Search(memberOf(ACME), "test", Optional.empty(), List.of(Kind.comment));
        assertThat(SEARCHED.hits(search)).extracting(Hit::kind).containsExactly(Kind.comment);
    }

    @Test
    void pages_follow_each_other() {
        List<UUID> paged = new ArrayList<>();
        Hit.Position after = Hit.CURSORS.start();
        List<Hit> page = SEARCHED.page(search(memberOf(ACME), "the", null), after, 1);
        while (!page.isEmpty()) {
            paged.add(page.get(0).id());
            after = Hit.CURSORS.decode(Hit.CURSORS.encode(page.get(0).position()));
            page = SEARCHED.page(search(memberOf(ACME), "the", null), after, 1);
        }
        assertThat(paged)
                .hasSizeGreaterThan(2)
                .isEqualTo(SEARCHED.hits(search(memberOf(ACME), "the", null)).stream()
                        .map(Hit::id)
                        .toList());
    }

    @Test
    void what_was_asked_for_is_marked_in_its_form_there_and_markup_is_text() {
        assertThat(shown(ACME, "engine tested")).containsExactly("[Test] the [engines] / Running hot, all of them");
        assertThat(shown(ACME, "runs hot")).containsExactly("Test the engines / [Running] [hot], all of them");
        assertThat(shown(ACME, "haus bau")).containsExactly("[Häuser] [bauen] / ");
        assertThat(shown(ACME, "bol quoted")).isEmpty();
        assertThat(shown(ACME, "quoted bol").get(0)).startsWith("<b>[bold]</b> & \"[quoted]\" / xxx");
        assertThat(shown(ACME, "yester"))
                .containsExactly("Test the engines / We tested it [yesterday]. Well done, @carol!");
    }

    @Test
    void a_change_is_found_at_once_and_what_was_there_is_not() {
        SEARCHED.task(OTHER, 9, 1, "Former", null);
        SEARCHED.database.column("UPDATE task SET title = 'Present' WHERE title = 'Former'");
        assertThat(SEARCHED.found(OTHER, "present")).contains("task 9");
        assertThat(SEARCHED.found(OTHER, "former")).isEmpty();
        SEARCHED.database.column("UPDATE project SET deleted_at = now() WHERE workspace_id = $1", OTHER);
        assertThat(SEARCHED.found(OTHER, "present")).isEmpty();
        assertThat(SEARCHED.found(OTHER, "yesterday")).isEmpty();
        SEARCHED.database.column("UPDATE project SET deleted_at = NULL WHERE workspace_id = $1 AND name = 'Apollo'", OTHER);
    }

    @Test
    void a_character_that_stands_for_a_sentence_makes_no_text_longer_than_the_longest_of_others() {
        assertThat(SEARCHED.database.column("SELECT length(search_plain(repeat($1, 4000)))", "\uFDFA"))
                .containsExactly("12000");
        assertThat(SEARCHED.database.column("SELECT length(search_exact(repeat($1, 4000)))", "\uFDFA"))
                .containsExactly("4000");
    }

    @Test
    void the_longest_texts_of_the_widest_characters_can_be_kept() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            words.appendCodePoint(0x4e00 + i).append(' ');
        }
        SEARCHED.task(OTHER, 10, 1, "\uFDFA".repeat(200), "\uFDFA".repeat(4_000));
        SEARCHED.task(OTHER, 11, 1, "\uD83D\uDE80".repeat(200), words.toString());
        SEARCHED.task(OTHER, 12, 1, "x".repeat(200), "𒀀".repeat(4_000));
        SEARCHED.task(OTHER, 13, 1, "Без пробелов", "漢字".repeat(2_000));

        assertThat(SEARCHED.found(OTHER, Character.toString(0x4e00 + 1_999))).containsExactly("task 11");
        assertThat(SEARCHED.found(OTHER, "漢字漢")).containsExactly("task 13");
        assertThat(SEARCHED.found(OTHER, "漢字".repeat(100) + " пробелов")).containsExactly("task 13");
    }

    private static List<String> shown(UUID workspace, String words) {
        return SEARCHED.hits(search(memberOf(workspace), words, null)).stream()
                .map(hit -> marked(hit.title()) + " / " + marked(hit.excerpt()))
                .toList();
    }

    private static String marked(Snippet snippet) {
        return snippet.parts().stream()
                .map(part -> part.match() ? "[" + part.text() + "]" : part.text())
                .collect(Collectors.joining());
    }
}
