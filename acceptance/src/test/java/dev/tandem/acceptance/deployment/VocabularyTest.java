package dev.tandem.acceptance.deployment;

import static dev.tandem.acceptance.deployment.Repository.map;
import static dev.tandem.acceptance.deployment.Repository.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Command;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.feed.entry.FeedWording;
import dev.tandem.kit.sentence.Wording;
import dev.tandem.notifier.announcement.NoticeWording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words that answers may hold are listed in the contract, and those that are not are in no answer. */
class VocabularyTest {

    private static final List<Pattern> PROBLEMS = List.of(
            Pattern.compile("Problem\\.of\\(\\s*(?:\\d{3}|status),\\s*\"([a-z0-9-]+)\",\\s*\"([^\"]+)\""),
            Pattern.compile("\"/problems/([a-z0-9-]+)\"\\)\\s*\\.put\\(\"title\", \"([^\"]+)\""));

    private static Map<String, Object> schema(String name) {
        Map<String, Object> contract = Repository.yaml("gateway/src/main/resources/openapi.yaml");
        return map(map(map(contract.get("components")).get("schemas")).get(name));
    }

    private static Map<String, Object> member(String schema, String member) {
        return map(map(schema(schema).get("properties")).get(member));
    }

    private static List<String> listed(String schema, String member) {
        return texts(member(schema, member).get("examples"));
    }

    private static List<String> keys(Class<?> kind) {
        return Contracts.all().stream()
                .filter(contract -> kind.isAssignableFrom(contract.payload()))
                .map(Contract::routingKey)
                .toList();
    }

    @Test
    void an_operation_has_the_kind_of_its_command() {
        assertThat(listed("Operation", "kind")).containsExactlyInAnyOrderElementsOf(keys(Command.class));
    }

    @Test
    void an_activity_has_the_verb_of_its_fact_and_a_notification_some_of_them() {
        assertThat(listed("Activity", "verb"))
                .as("a feed does not tell in which order things stand, and what the system removed")
                .containsExactlyInAnyOrderElementsOf(keys(Fact.class).stream()
                        .filter(verb -> !verb.endsWith(".reordered") && !verb.endsWith(".purged"))
                        .toList());
        assertThat(listed("Notification", "kind"))
                .filteredOn(kind -> !kind.startsWith("webhook."))
                .isNotEmpty()
                .isSubsetOf(keys(Fact.class));
    }

    @Test
    void each_sentence_of_feeds_and_inboxes_has_its_key_and_its_english_words_in_the_contract() {
        sentences("ActivityMessage", FeedWording.values());
        sentences("NotificationMessage", NoticeWording.values());
    }

    private static void sentences(String schema, Wording... wordings) {
        Map<String, Object> words = new LinkedHashMap<>();
        Stream.of(wordings).forEach(wording -> words.put(wording.key(), wording.pattern()));

        assertThat(listed(schema, "key")).containsExactlyElementsOf(words.keySet());
        assertThat(map(schema(schema).get("x-english"))).isEqualTo(words);
    }

    @Test
    void a_webhook_chooses_among_all_facts_and_the_end_of_operations() {
        List<String> events = new ArrayList<>(keys(Fact.class));
        events.add("operation.ended");

        assertThat(texts(map(schema("WebhookEvents").get("items")).get("enum")))
                .as("items of WebhookEvents in openapi.yaml")
                .containsExactlyInAnyOrderElementsOf(events);
        assertThat(schema("WebhookEvents")).as("WebhookEvents").containsEntry("maxItems", events.size());
        assertThat(member("Webhook", "events")).as("the events of a Webhook").containsEntry("maxItems", events.size());
    }

    @Test
    void a_problem_has_a_type_that_is_listed_and_has_a_page() throws IOException {
        Map<String, String> titles = new TreeMap<>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            PROBLEMS.stream()
                    .flatMap(pattern -> pattern.matcher(source).results())
                    .forEach(problem -> titles.put(problem.group(1), problem.group(2)));
        }
        Map<String, Object> pages = Repository.yaml("gateway/src/main/resources/docs/problems.yaml");

        assertThat(titles).hasSizeGreaterThan(15);
        assertThat(pages.keySet()).containsExactlyInAnyOrderElementsOf(titles.keySet());
        titles.forEach(
                (kind, title) -> assertThat(map(pages.get(kind)).get("title")).isEqualTo(title));
        assertThat(listed("Problem", "type"))
                .containsExactlyInAnyOrderElementsOf(
                        titles.keySet().stream().map("/problems/"::concat).toList());
    }

    /** Of all modules but the one with the system that is only measured against. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Repository.ROOT)) {
            for (Path module : modules.filter(path -> !path.endsWith("bench")).toList()) {
                Path java = module.resolve("src/main/java");
                if (Files.isDirectory(java)) {
                    try (Stream<Path> files = Files.walk(java)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }
}
