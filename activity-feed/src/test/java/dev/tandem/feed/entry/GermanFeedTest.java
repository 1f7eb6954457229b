package dev.tandem.feed.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskUnassigned;
import dev.tandem.feed.Facts;
import dev.tandem.feed.reading.EntryJson;
import dev.tandem.kit.testing.Translator;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client writes every sentence of a feed in another language, from the data of the entries alone. */
class GermanFeedTest {

    private static final Translator GERMAN = Translator.of(GermanFeedTest.class, "german.json");

    @Test
    void it_has_words_for_each_key_and_each_key_is_told_of_some_fact() {
        List<String> keys =
                Stream.of(FeedWording.values()).map(FeedWording::key).toList();

        assertThat(GERMAN.keys()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(items().map(item -> item.getJsonObject("message").getString("key")))
                .containsAll(keys);
    }

    @Test
    void every_sentence_can_be_written() {
        assertThat(items().map(GERMAN::sentence))
                .allSatisfy(sentence -> assertThat(sentence).doesNotContain("{", "null"))
                .contains(
                        "Anna hat den Arbeitsbereich Acme angelegt",
                        "anna hat Bob aufgenommen, als admin",
                        "Jemand hat bob aufgenommen, als Leser",
                        "bob ist beigetreten, als Leser",
                        "bob hat die eigene Mitgliedschaft geändert, jetzt Mitglied",
                        "bob hat den Arbeitsbereich verlassen",
                        "Anna hat das Projekt Gemini in Apollo umbenannt",
                        "Das Projekt Apollo wurde eingerichtet, Abschnitte: 3, Aufgaben: 1",
                        "Anna hat den Abschnitt Doing gelöscht und seine Aufgaben nach Done verschoben",
                        "Anna hat an Write the tests geändert: Beschreibung, Beginn",
                        "Anna hat Write the tests bob zugewiesen",
                        "Anna hat Write the tests übernommen",
                        "Anna hat Write the tests bob abgenommen",
                        "Anna hat Write the tests auf den 2026-12-24 gelegt",
                        "u-1 hat Write the tests wieder geöffnet",
                        "Anna hat die Aufgabe Write the tests gelöscht",
                        "Anna hat die Aufgabe Write the tests wiederhergestellt",
                        "Anna hat Write the tests kommentiert: Well done…",
                        "Anna hat einen Kommentar zu Write the tests geändert: Very well done…",
                        "Anna hat einen Kommentar von bob zu Write the tests gelöscht",
                        "Anna hat den eigenen Kommentar zu Write the tests gelöscht");
    }

    /** A name with braces or dollars in it is not filled once more. */
    @Test
    void names_are_told_as_they_are() {
        Fact fact = new TaskCreated(
                Facts.anId(),
                Facts.anId(),
                Facts.anId(),
                "{actor} $1 \\ {task}",
                null,
                null,
                null,
                null,
                null,
                Facts.ANNA);

        JsonObject item = item(fact, "anna");

        assertThat(item.getString("summary")).isEqualTo("Anna created the task {actor} $1 \\ {task}");
        assertThat(GERMAN.sentence(item)).isEqualTo("Anna hat die Aufgabe {actor} $1 \\ {task} angelegt");
    }

    /** Every kind of fact, as {@link FeedEntryTest} has them, and what actors do to themselves. */
    private static Stream<JsonObject> items() {
        Stream<JsonObject> told = FeedEntryTest.entries().map(row -> {
            String[] deed = ((String) row.get()[1]).split(" by ");
            return item((Fact) row.get()[0], deed.length > 1 ? deed[1] : null);
        });
        return Stream.concat(
                told,
                Stream.of(
                        item(
                                new TaskCreated(
                                        Facts.anId(),
                                        Facts.anId(),
                                        Facts.anId(),
                                        "Land",
                                        null,
                                        "anna",
                                        null,
                                        null,
                                        null,
                                        Facts.ANNA),
                                "anna"),
                        item(
                                new TaskUnassigned(
                                        Facts.anId(), Facts.anId(), Facts.anId(), "Land", "anna", Facts.ANNA),
                                "anna")));
    }

    private static JsonObject item(Fact fact, @Nullable String actor) {
        return EntryJson.of(FeedEntry.of(Facts.envelope(fact, fact.workspaceId(), actor, Instant.now()), fact)
                .orElseThrow());
    }
}
