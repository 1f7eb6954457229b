package dev.tandem.gateway.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.OperationSearch.Found;
import dev.tandem.kit.http.RefusedRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:45:30Z");
    private static final UUID ID = UUID.fromString("01980a3e-7777-7000-8000-000000000007");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "consuming            | - |  0  | 1 | -                                  | -",
                "consuming            | - | 77  | 1 | The oldest message for q waits     | consumerlag",
                "waiting-for-database | database | 77 | 1 | q is waiting-for-database   | databaseaway",
                "paused               | mail | 77 | 1 | q is paused, on mail            | consumerlag",
                "consuming            | - |  0  | 0 | Nobody consumes q                  | consumermissing",
                "silent               | - | 77  | 0 | Nobody consumes q                  | consumermissing",
                "silent               | - |  0  | 1 | q is silent since 10:00            | servicedown",
                "disconnected         | - | 77  | - | The broker is away since 10:00: it | brokeraway",
            })
    void a_consumer_that_holds_something_up_is_a_cause_with_its_section(
            @Nullable String state,
            @Nullable String pausedOn,
            Double oldest,
            @Nullable Integer subscribers,
            @Nullable String cause,
            @Nullable String section) {
        JsonObject consumer = new JsonObject()
                .put("consumer", "q")
                .put("state", state)
                .put("stateSince", "10:00")
                .put("stateReason", "it refuses")
                .put("pausedOn", pausedOn)
                .put("oldestUnprocessedSeconds", oldest)
                .put("subscribers", subscribers);

        Explanation explanation = Explanation.of(findings(List.of(), List.of(consumer), List.of()), NOW);

        if (cause == null) {
            assertThat(explanation.causes()).isEmpty();
            assertThat(explanation.mend()).isEmpty();
        } else {
            assertThat(explanation.causes()).singleElement().asString().startsWith(cause);
            assertThat(explanation.mend())
                    .singleElement()
                    .extracting(Remedy::runbook)
                    .isEqualTo(section);
        }
    }

    @Test
    void an_outbox_that_is_not_emptied_is_a_cause() {
        JsonObject outbox =
                new JsonObject().put("service", "gateway").put("messages", 12).put("oldestAgeSeconds", 30.5);

        Explanation explanation = Explanation.of(
                new Findings(List.of(), Map.of(), List.of(), null, List.of(), List.of(), List.of(outbox), Set.of()),
                NOW);

        assertThat(explanation.causes())
                .containsExactly("The outbox of gateway holds 12 messages, the oldest for 30.5 s");
        assertThat(explanation.mend()).extracting(Remedy::runbook).containsExactly("outboxold");
    }

    @Test
    void what_is_on_its_way_for_too_long_is_called_so() {
        assertThat(Explanation.of(findings(List.of(accepted(NOW.minusSeconds(2))), List.of(), List.of()), NOW)
                        .summary())
                .singleElement()
                .asString()
                .endsWith("is on its way since 2 s");
        assertThat(Explanation.of(findings(List.of(accepted(NOW.minusSeconds(30))), List.of(), List.of()), NOW)
                        .summary())
                .singleElement()
                .asString()
                .endsWith("is on its way since 30 s, which is too long");
    }

    @ParameterizedTest
    @CsvSource({
        "503, accepterrors",
        "500, accepterrors",
        "429, from-a-complaint-to-the-cause",
        "422, from-a-complaint-to-the-cause"
    })
    void a_refused_request_says_whose_turn_it_is(int status, String section) {
        RefusedRequest refused = new RefusedRequest(
                NOW, "POST", "/v1/projects", status, "a-kind", "No.", List.of(), "carol", "c1", null, "the cause", 3);

        Explanation explanation = Explanation.of(findings(List.of(), List.of(), List.of(refused)), NOW);

        assertThat(explanation.summary())
                .containsExactly("POST /v1/projects by carol was answered " + status + " at " + NOW + ": No.");
        assertThat(explanation.mend()).extracting(Remedy::runbook).containsExactly(section);
        assertThat(explanation.causes()).hasSize(status >= 500 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"3, true", "0, false", ", false"})
    void what_is_put_off_after_a_failure_is_a_cause_while_it_waits(@Nullable Long delayed, boolean isCause) {
        JsonObject consumer = new JsonObject()
                .put("consumer", "q")
                .put("state", "consuming")
                .put("subscribers", 1)
                .put("delayed", delayed)
                .put("lastFailure", new JsonObject().put("at", NOW.toString()).put("error", "no such column"));

        Explanation explanation = Explanation.of(findings(List.of(), List.of(consumer), List.of()), NOW);

        assertThat(explanation.causes())
                .isEqualTo(
                        isCause
                                ? Set.of("In q 3 events fail and wait for a retry. The last failure, at " + NOW
                                        + ": no such column")
                                : Set.of());
        assertThat(explanation.mend()).hasSize(isCause ? 1 : 0);
    }

    private static Found accepted(Instant at) {
        return new Found(
                Operation.accepted(
                        ID, "carol", UUID.randomUUID(), "project.create", Operation.Target.of("project", ID), "c1", at),
                null,
                null);
    }

    private static Findings findings(List<Found> operations, List<JsonObject> consumers, List<RefusedRequest> refused) {
        return new Findings(operations, Map.of(), List.of(), null, refused, consumers, List.of(), Set.of());
    }
}
