package dev.tandem.notifier.reaction;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.Role;
import dev.tandem.kit.testing.Translator;
import dev.tandem.notifier.Facts;
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.announcement.NoticeWording;
import dev.tandem.notifier.announcement.ReceivedFact;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client writes every sentence of an inbox in another language, from the data of the notifications alone. */
class GermanInboxTest {

    private static final List<String> TEAM = List.of("anna", "bob", "carol", "zoe");
    private static final Translator GERMAN = Translator.of(GermanInboxTest.class, "german.json");

    @Test
    void it_has_words_for_each_key_and_each_key_is_told_of_some_fact() {
        List<String> keys =
                Stream.of(NoticeWording.values()).map(NoticeWording::key).toList();

        assertThat(GERMAN.keys()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(Stream.concat(items(), ofWebhooks())
                        .map(item -> item.getJsonObject("message").getString("key")))
                .containsAll(keys);
    }

    @Test
    void every_sentence_can_be_written() {
        assertThat(Stream.concat(items(), ofWebhooks()).map(GERMAN::sentence))
                .allSatisfy(sentence -> assertThat(sentence).doesNotContain("{", "null"))
                .contains(
                        "anna hat dich in den Arbeitsbereich aufgenommen, als admin",
                        "Jemand hat dich in den Arbeitsbereich aufgenommen, als Leser",
                        "anna hat deine Mitgliedschaft geändert, jetzt Leser",
                        "Anna hat das Projekt Gemini in Apollo umbenannt",
                        "Das Projekt Apollo konnte nicht eingerichtet werden: There is no template kanbam.",
                        "Anna hat die Aufgabe Write the tests angelegt und dir zugewiesen",
                        "Anna hat dir Write the tests zugewiesen",
                        "Anna hat dir Write the tests abgenommen",
                        "Anna hat Write the tests auf den 2026-12-24 gelegt",
                        "Anna hat die Frist von Write the tests aufgehoben",
                        "Anna hat Write the tests gelöscht",
                        "Anna hat Write the tests wiederhergestellt",
                        "Anna hat Write the tests kommentiert: Well done…",
                        "Anna hat dich in einem Kommentar zu Write the tests erwähnt: Well done…",
                        "Der Webhook zu example.com wurde abgeschaltet: sein Empfänger ist nach eigener Auskunft fort");
    }

    /** Every kind of fact, as {@link RulesTest} has them, and one without an actor. */
    private static Stream<JsonObject> items() {
        UUID workspace = anId();
        Fact added = new MemberAdded(workspace, "bob", Role.viewer, null, null, null);
        return Stream.concat(
                        RulesTest.table()
                                .map(row -> (Fact) row.get()[0])
                                .map(fact -> new ReceivedFact(Facts.envelope(fact, fact.workspaceId(), 1), fact)),
                        Stream.of(new ReceivedFact(Facts.envelope(added, workspace, 1, null), added)))
                .map(told -> Rules.announcements(told, TEAM))
                .flatMap(Collection::stream)
                .map(announcement -> item(
                        announcement.actor(), announcement.sentence().message().toJson()));
    }

    /** As its arguments are tried where a webhook fails. */
    private static Stream<JsonObject> ofWebhooks() {
        JsonObject arguments = new JsonObject().put("host", "example.com").put("since", "2026-11-01T10:00:00Z");
        return Stream.of(NoticeWording.WEBHOOK_FAILING, NoticeWording.WEBHOOK_DISABLED, NoticeWording.WEBHOOK_GONE)
                .map(wording ->
                        item(null, wording.say(Map.of(), arguments).message().toJson()));
    }

    /** The part of a notification that the sentence needs. */
    private static JsonObject item(@Nullable Actor actor, JsonObject message) {
        JsonObject item = new JsonObject().put("message", message);
        return actor == null
                ? item
                : item.put("actor", new JsonObject().put("id", actor.id()).put("name", actor.name()));
    }
}
