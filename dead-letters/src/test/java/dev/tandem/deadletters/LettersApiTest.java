package dev.tandem.deadletters;

import static dev.tandem.deadletters.Dead.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads letters and groups over HTTP: filters, pagination, strict parameters and access. */
@Timeout(120)
class LettersApiTest {

    private static final String LETTERS = "/v1/admin/dead-letters";
    private static final String GROUPS = "/v1/admin/dead-letter-groups";

    private final RunningDeadLetters dead = RunningDeadLetters.get();
    private final UUID tenant = anId();

    @Test
    void filters_narrow_each_other() {
        dead.publish(Dead.event(tenant));
        dead.publish(Dead.event(tenant).from("activity-feed.events"));
        dead.publish(Dead.command(tenant, anId()));
        dead.publish(Dead.event(tenant).bare().to("operations", "unheard.of"));
        List<JsonObject> all = dead.await(tenant, 4);
        String discarded = all.get(0).getString("id");
        dead.act(discarded, "discard", new JsonObject().put("reason", "a test"));

        assertThat(count("consumer=notifier.events")).isEqualTo(1);
        assertThat(count("type=dev.tandem.project.create.v1")).isEqualTo(1);
        assertThat(count("kind=unroutable")).isEqualTo(1);
        assertThat(count("kind=dead-letter")).isEqualTo(3);
        assertThat(count("state=discarded")).isEqualTo(1);
        assertThat(count("state=waiting")).isEqualTo(3);
        assertThat(count("state=waiting&kind=dead-letter&consumer=project-service.commands"))
                .isLessThanOrEqualTo(1);
        assertThat(count("text=NO%20MAIL")).isEqualTo(3);
        assertThat(count("text=project.create.")).isEqualTo(1);
        assertThat(count("text=nothing%25")).isZero();
        assertThat(count("from=" + Instant.now().plusSeconds(60))).isZero();
        assertThat(count("to=" + Instant.now().plusSeconds(60))).isEqualTo(4);
        assertThat(count("fingerprint=" + all.get(0).getString("fingerprint"))).isPositive();
    }

    @Test
    void letters_are_found_by_whatever_is_known_of_them() {
        UUID operation = anId();
        Dead event = Dead.event(tenant);
        dead.publish(event);
        dead.publish(Dead.command(tenant, operation));
        List<JsonObject> both = dead.await(tenant, 2);
        JsonObject command = both.stream()
                .filter(letter -> operation.toString().equals(letter.getString("operationId")))
                .findFirst()
                .orElseThrow();

        assertThat(ids("operationId=" + operation)).containsExactly(command.getString("id"));
        assertThat(ids("correlationId=correlation-" + tenant)).hasSize(2);
        assertThat(ids("correlationId=another")).isEmpty();
        assertThat(ids("subject=" + tenant)).hasSize(2);
        assertThat(dead.get(GROUPS + "?operationId=" + operation).items("type"))
                .containsExactly("dev.tandem.project.create.v1");
        for (String known : List.of(
                command.getString("id"),
                operation.toString(),
                operation.toString().toUpperCase(Locale.ROOT),
                command.getString("eventId"))) {
            assertThat(ids("about=" + known)).as(known).containsExactly(command.getString("id"));
        }
        assertThat(ids("about=" + event.eventId())).hasSize(1).doesNotContain(command.getString("id"));
        assertThat(ids("about=correlation-" + tenant)).hasSize(2);
        assertThat(ids("about=" + anId())).isEmpty();
        assertThat(dead.letter(command.getString("id")).getJsonObject("links").getString("operation"))
                .as("where an operator may look")
                .isEqualTo("/v1/admin/operations/" + operation);
    }

    private List<String> ids(String query) {
        Answer answer = dead.get(LETTERS + "?" + query);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.items("id");
    }

    @Test
    void pages_neither_repeat_nor_skip_with_and_without_a_text() {
        for (int i = 0; i < 7; i++) {
            dead.publish(Dead.event(tenant).with("tandem-error", "failed " + i));
        }
        List<String> whole = dead.await(tenant, 7).stream()
                .map(letter -> letter.getString("id"))
                .toList();

        assertThat(paged("")).isEqualTo(whole);
        assertThat(paged("&text=failed")).isEqualTo(whole);
        assertThat(whole).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void letters_of_one_cause_are_one_group() {
        UUID other = anId();
        String frames = "Here." + tenant.toString().replaceAll("[0-9-]", "x") + "\nThere.go";
        for (UUID each : List.of(tenant, tenant, other)) {
            dead.publish(Dead.event(each).with("tandem-error-frames", frames).with("tandem-error", "for " + each));
        }
        UUID elsewhere = anId();
        dead.publish(Dead.event(elsewhere).from("activity-feed.events").with("tandem-error-frames", frames));
        dead.await(tenant, 2);
        dead.await(elsewhere, 1);
        String fingerprint = dead.await(other, 1).get(0).getString("fingerprint");

        JsonObject group = dead.get(GROUPS + "?consumer=notifier.events&fingerprint=" + fingerprint)
                .json()
                .getJsonArray("items")
                .getJsonObject(0);

        assertThat(group.getMap())
                .containsEntry("count", 3)
                .containsEntry("waiting", 3)
                .containsEntry("tenantCount", 2)
                .containsEntry("consumer", "notifier.events")
                .containsEntry("type", "dev.tandem.project.created.v1")
                .containsEntry("firstSeen", "2026-11-20T10:00:00Z");
        assertThat(group.getJsonArray("tenants")).contains(tenant.toString(), other.toString());
        assertThat(group.getJsonObject("sample").getString("error")).startsWith("for ");
        assertThat(dead.get(group.getJsonObject("links").getString("letters")).items("tenant"))
                .as("the letters of the group, and not those of another consumer")
                .containsExactlyInAnyOrder(tenant.toString(), tenant.toString(), other.toString());
        assertThat(dead.get(GROUPS + "?tenant=" + tenant).items("fingerprint")).containsExactly(fingerprint);
    }

    @Test
    void groups_come_page_by_page() {
        for (int i = 0; i < 3; i++) {
            dead.publish(Dead.event(tenant).with("tandem-error-frames", "Place" + "abc".charAt(i) + ".go"));
        }
        dead.await(tenant, 3);
        JsonObject first = dead.get(GROUPS + "?limit=2&tenant=" + tenant).json();
        JsonObject second = dead.get(GROUPS + "?limit=2&tenant=" + tenant + "&cursor=" + first.getString("nextCursor"))
                .json();

        assertThat(first.getJsonArray("items")).hasSize(2);
        assertThat(second.getJsonArray("items")).hasSize(1);
        assertThat(second.getString("nextCursor")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=ten",
                "cursor=x",
                "state=gone",
                "kind=letter",
                "from=yesterday",
                "to=2026-13-01T00:00:00Z",
                "from=-999999999-01-01T00:00:00Z",
                "text=",
                "consumer=%00",
                "page=2",
                "tenant=a&tenant=b"
            })
    void a_query_that_is_not_understood_is_refused(String query) {
        assertThat(dead.get(LETTERS + "?" + query))
                .returns(400, Answer::status)
                .returns("application/problem+json", Answer::contentType);
        if (!query.startsWith("text")) {
            assertThat(dead.get(GROUPS + "?" + query).status()).isEqualTo(400);
        }
    }

    @Test
    void what_is_not_there_is_not_found_and_what_is_no_id_is_refused() {
        assertThat(dead.get(LETTERS + "/" + anId()).status()).isEqualTo(404);
        assertThat(dead.get(LETTERS + "/one").status()).isEqualTo(400);
        assertThat(dead.act(anId().toString(), "replay", null).status()).isEqualTo(404);
        assertThat(dead.act(anId().toString(), "discard", new JsonObject().put("reason", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(dead.act("one", "replay", null).status()).isEqualTo(400);
        assertThat(dead.act(anId().toString(), "burn", null).status()).isEqualTo(404);
        assertThat(dead.post(LETTERS + "/" + anId(), null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replay  | {\"force\": \"yes\"}                  | /force",
                "replay  | {\"force\": true}                     | /reason",
                "replay  | {\"payload\": [], \"reason\": \"x\"}  | /payload",
                "replay  | {\"now\": true}                       | /now",
                "discard | {}                                    | /reason",
                "discard | {\"reason\": \"  \"}                  | /reason",
                "discard | {\"reason\": 5}                       | /reason",
                "restore | {\"reason\": \"x\", \"a/b\": 1}       | /a~1b"
            })
    void bad_input_is_answered_with_where_it_is_bad_and_changes_nothing(String action, String body, String pointer) {
        String id = dead.aLetter(tenant);

        assertThat(dead.act(id, action, new JsonObject(body)))
                .returns(422, Answer::status)
                .satisfies(answer -> assertThat(answer.violations()).contains(pointer));

        assertThat(dead.letter(id).getString("state")).isEqualTo("open");
        assertThat(dead.letter(id).getJsonArray("audit")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LETTERS,
                GROUPS,
                "/v1/admin/dead-letter-replays",
                LETTERS + "/0190a1b2-0000-7000-8000-000000000001"
            })
    void only_operators_see_anything(String path) {
        assertThat(dead.as("anna", path).status()).isEqualTo(403);
        assertThat(dead.as(null, path).status()).isEqualTo(401);
    }

    private int count(String query) {
        Answer answer = dead.get(LETTERS + "?tenant=" + tenant + "&" + query);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.items("id").size();
    }

    private List<String> paged(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = dead.get(LETTERS + "?limit=2&tenant=" + tenant + query + cursor);
            ids.addAll(page.items("id"));
            cursor = page.json().getString("nextCursor") == null
                    ? ""
                    : "&cursor=" + page.json().getString("nextCursor");
        } while (!cursor.isEmpty());
        return ids;
    }
}
