package dev.tandem.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares reports of random years with what {@link Reference} makes of the same facts. */
class CrossCheckTest {

    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
    private static final LocalDate FIRST = LocalDate.of(2025, 2, 3);
    private static final LocalDate LAST = LocalDate.of(2025, 12, 28);

    private final RunningAnalytics analytics = RunningAnalytics.get();
    private RandomYear year;

    @BeforeEach
    void aYear() {
        year = new RandomYear(4711, 6, 1_500, BEGIN);
        analytics.projects.member(year.history.workspace, "anna", "member");
        year.projects.forEach(project -> analytics.projects.project(project, year.history.workspace));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void facts_in_any_order_make_the_same_numbers(long seed) {
        List<History.Happening> shuffled = new ArrayList<>(year.history.happenings);
        Collections.shuffle(shuffled, new Random(seed));
        analytics.archive(shuffled);

        everythingIsEqual();
    }

    @Test
    void a_rebuild_makes_the_same_numbers_and_finds_what_was_wrong() {
        analytics.archive(year.history.happenings);
        analytics.sql("UPDATE measure SET completed = completed + 5 WHERE workspace_id = '" + year.history.workspace
                + "' AND slot = (SELECT max(slot) FROM measure WHERE workspace_id = '" + year.history.workspace + "')");
        analytics.sql(
                "DELETE FROM task WHERE workspace_id = '" + year.history.workspace + "' AND completed_at IS NULL");

        JsonObject rebuild = analytics.rebuild();

        assertThat(rebuild.getString("status")).as(rebuild.encode()).isEqualTo("succeeded");
        JsonObject differences = rebuild.getJsonObject("result").getJsonObject("differences");
        assertThat(differences.getLong("changed")).as(rebuild.encode()).isEqualTo(1);
        assertThat(differences.getLong("onlyInNew")).isGreaterThan(50);
        assertThat(differences.getLong("onlyInOld")).isZero();
        everythingIsEqual();
        assertThat(analytics
                        .rebuild()
                        .getJsonObject("result")
                        .getJsonObject("differences")
                        .getLong("count"))
                .isZero();
    }

    @Test
    void each_number_opens_into_its_events() {
        analytics.archive(year.history.happenings);
        JsonObject totals =
                report(null, "Europe/Berlin", "day", null, FIRST, LAST).getJsonObject("totals");

        for (String measure : List.of("completed", "reopened")) {
            assertThat(events(measure)).as(measure).hasSize(totals.getInteger(measure));
        }
        assertThat(events("activity").stream()
                        .map(event -> event.getString("actorId"))
                        .distinct())
                .hasSize(totals.getInteger("activeMembers"));
    }

    private void everythingIsEqual() {
        Instant latest = Instant.parse("2026-01-10T00:00:00Z");
        for (UUID project :
                Stream.concat(Stream.of((UUID) null), year.projects.stream()).toList()) {
            check(project, "UTC", "week", latest);
            check(project, "Asia/Kathmandu", "day", Instant.parse("2025-07-01T03:15:00Z"));
            check(project, "America/New_York", "week", Instant.parse("2025-11-02T06:30:00Z"));
        }
        check(null, "Australia/Lord_Howe", "day", latest);
    }

    private void check(UUID project, String zone, String bucket, Instant asOf) {
        JsonObject answer = report(project, zone, bucket, asOf, FIRST, LAST);
        List<LocalDate> starts = Stream.iterate(
                        FIRST,
                        day -> !day.isAfter(LAST),
                        day -> bucket.equals("day")
                                ? day.plusDays(1)
                                : day.with(TemporalAdjusters.next(DayOfWeek.MONDAY)))
                .toList();
        JsonObject expected = new Reference(year.history, project, ZoneId.of(zone), asOf).report(starts, LAST);

        for (String member : expected.fieldNames()) {
            assertThat(plain(answer.getValue(member)))
                    .as(member + " of " + project + " in " + zone + " as of " + asOf)
                    .isEqualTo(plain(expected.getValue(member)));
        }
    }

    /** Names of bands are tried elsewhere. */
    private static Object plain(Object value) {
        if (value instanceof JsonArray array && !array.isEmpty() && array.getValue(0) instanceof JsonObject first) {
            if (first.containsKey("band")) {
                array.forEach(band -> ((JsonObject) band).remove("name"));
            }
        }
        return value;
    }

    private JsonObject report(UUID project, String zone, String bucket, Instant asOf, LocalDate from, LocalDate to) {
        String path = project == null
                ? "/v1/workspaces/" + year.history.workspace + "/analytics"
                : "/v1/projects/" + project + "/analytics";
        String query = "?from=" + from + "&to=" + to + "&zone=" + zone + "&bucket=" + bucket;
        return analytics.json(path + query + (asOf == null ? "" : "&asOf=" + asOf), "anna");
    }

    private List<JsonObject> events(String measure) {
        List<JsonObject> events = new ArrayList<>();
        String cursor = null;
        do {
            JsonObject page = analytics.json(
                    "/v1/workspaces/" + year.history.workspace + "/analytics/events?measure=" + measure + "&from="
                            + FIRST + "&to=" + LAST + "&zone=Europe/Berlin&limit=100"
                            + (cursor == null ? "" : "&cursor=" + cursor),
                    "anna");
            page.getJsonArray("items").forEach(item -> events.add((JsonObject) item));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        return events;
    }
}
