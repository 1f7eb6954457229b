package dev.tandem.analytics.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.analytics.History;
import dev.tandem.analytics.RunningAnalytics;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks after the news of a project, as gateways do. */
@Timeout(60)
final class NewsTest {

    private final RunningAnalytics analytics = RunningAnalytics.get();
    private final History history = new History();
    private final Instant start = Instant.now().minusSeconds(60);
    private UUID project;

    @BeforeEach
    void annaReadsAProject() {
        analytics.projects.member(history.workspace, "anna", "viewer");
        project = history.project(start, "anna");
        analytics.projects.project(project, history.workspace);
        archive(0);
    }

    @Test
    void who_begins_is_told_where_the_present_is_and_whether_the_past_is_known() {
        assertThat(begin(null).getLong("place")).isEqualTo(1);
        assertThat(begin(null).getBoolean("known")).isFalse();
        assertThat(begin(0L).getLong("place")).isZero();
        assertThat(begin(0L).getBoolean("known")).isTrue();
        assertThat(begin(2L).getLong("place")).as("no such place").isEqualTo(1);
        assertThat(begin(2L).getBoolean("known")).isFalse();
        assertThat(begin(null).getString("workspaceId")).isEqualTo(history.workspace.toString());
    }

    @Test
    void what_happened_in_the_project_comes_in_the_order_in_which_it_was_archived_and_nothing_else_comes() {
        UUID other = history.project(start, "anna");
        UUID task = history.task(start, "anna", project, null, "ben", "2027-01-10");
        history.task(start, "anna", other, null, null, null);
        history.completed(start, "ben", task);
        archive(1, 2, 3, 4);

        JsonObject page = after(1);

        assertThat(types(page)).containsExactly("task.created", "task.completed");
        assertThat(page.getLong("place")).isEqualTo(5);
        assertThat(page.getBoolean("more")).isFalse();
        JsonObject created = page.getJsonArray("news").getJsonObject(0).getJsonObject("event");
        assertThat(created.getString("taskId")).isEqualTo(task.toString());
        assertThat(created.getString("actorId")).isEqualTo("anna");
        assertThat(created.getLong("sequence")).isEqualTo(1);
        assertThat(created.getJsonObject("data"))
                .isEqualTo(new JsonObject()
                        .put("title", "Test")
                        .put("dueOn", "2027-01-10")
                        .put("assigneeId", "ben"));
        assertThat(types(after(4))).containsExactly("task.completed");
        assertThat(types(after(5))).isEmpty();
    }

    @Test
    void each_fact_says_where_the_one_before_it_is() {
        UUID task = history.task(start, "anna", project, null, null, null);
        history.completed(start, "anna", task);
        history.reopened(start, "anna", task);
        history.completed(start, "anna", task);
        archive(1, 3, 2);

        assertThat(before(after(1))).containsExactly(0L, 4L, 2L);
        archive(4);
        assertThat(before(after(4))).as("the one before was told before").containsExactly(3L);
    }

    @Test
    void a_fact_whose_predecessor_is_not_archived_yet_says_that_it_knows_none() {
        UUID task = history.task(start, "anna", project, null, null, null);
        history.completed(start, "anna", task);
        history.reopened(start, "anna", task);
        history.deleted(start, "anna", project);
        archive(1, 3, 4);

        assertThat(before(after(1))).containsExactly(0L, null, 1L);
    }

    @Test
    void the_fact_before_an_edit_is_that_of_the_same_comment() {
        UUID task = history.task(start, "anna", project, null, null, null);
        UUID comment = history.said(start, "anna", task);
        history.said(start, "anna", task);
        history.saidOtherwise(start, "anna", task, comment);
        archive(1, 2, 3, 4);

        assertThat(before(after(1))).containsExactly(0L, 0L, 0L, 3L);
    }

    @Test
    void a_task_that_a_template_built_has_no_fact_before_its_first_change() {
        UUID task = history.built(project, start);
        UUID other = history.built(project, start.plusSeconds(1));
        history.completed(start.plusSeconds(2), "anna", task);
        history.completed(start.plusSeconds(2), "anna", other);
        archive(1, 2);

        assertThat(before(after(1)))
                .as("the second was not built with the project")
                .containsExactly(0L, null);
    }

    @Test
    void facts_about_different_members_do_not_wait_for_each_other() {
        history.joined(start, "anna", "ben", 2);
        history.joined(start, "anna", "carl", 3);
        archive(2, 1);

        assertThat(before(after(1))).containsExactly(0L, 0L);
        assertThat(after(1).getJsonArray("news").stream().map(each -> ((JsonObject) each).getString("thing")))
                .containsExactly("mcarl", "mben");
    }

    @Test
    void the_fact_before_one_is_found_however_long_ago_it_was_archived() {
        UUID task = history.task(start, "anna", project, null, null, null);
        history.completed(start, "anna", task);
        archive(1);
        analytics.sql("UPDATE fact SET archived_at = archived_at - interval '50 days' WHERE workspace_id = '"
                + history.workspace + "'");
        archive(2);

        assertThat(before(after(2))).containsExactly(2L);
    }

    @Test
    void a_page_ends_after_so_many_facts_of_the_workspace_whomever_they_concern() {
        UUID other = history.project(start, "anna");
        for (int i = 0; i < NewsStore.LINKS; i++) {
            history.task(start, "anna", other, null, null, null);
        }
        history.task(start, "anna", project, null, null, null);
        archive(IntStream.range(1, history.happenings.size()).toArray());

        JsonObject page = after(1);

        assertThat(types(page)).isEmpty();
        assertThat(page.getBoolean("more")).isTrue();
        assertThat(types(after(page.getLong("place")))).containsExactly("task.created");
    }

    @Test
    void who_may_not_read_the_project_is_told_nothing_from_then_on() {
        assertThat(status(analytics.news("mallory", question(null)))).isEqualTo(404);
        analytics.projects.member(history.workspace, "carl", "viewer");
        assertThat(analytics
                        .news("carl", question(0L).put("workspaceId", history.workspace.toString()))
                        .getJsonArray("news"))
                .hasSize(1);

        analytics.projects.left(history.workspace, "carl");

        assertThat(status(analytics.news("carl", question(0L).put("workspaceId", history.workspace.toString()))))
                .isEqualTo(404);
        History others = new History();
        analytics.projects.member(others.workspace, "carl", "owner");
        assertThat(analytics
                        .news("carl", question(0L).put("workspaceId", others.workspace.toString()))
                        .getJsonArray("news"))
                .as("a project is read in its own workspace only")
                .isEmpty();
    }

    @Test
    void without_news_nobody_is_asked_for_permission() {
        analytics.projects.ill(true);
        try {
            assertThat(types(after(1))).isEmpty();
            assertThat(status(analytics.news("anna", asking(0)))).isEqualTo(503);
            assertThat(status(analytics.news("anna", asking(1).put("check", true))))
                    .as("it has something to tell that it read before")
                    .isEqualTo(503);
        } finally {
            analytics.projects.ill(false);
        }
    }

    @Test
    void who_listens_gets_a_hint_about_the_project_once_its_fact_is_archived() throws IOException {
        try (InputStream hints = analytics.stream("/v1/hints", "anna");
                BufferedReader lines = new BufferedReader(new InputStreamReader(hints, StandardCharsets.UTF_8))) {
            UUID task = history.task(start, "anna", project, null, null, null);
            analytics.publish(history.happenings.get(1));
            String line = lines.readLine();
            while (!line.contains("p" + project)) {
                line = lines.readLine();
            }
            assertThat(types(after(1))).containsExactly("task.created");
            assertThat(task).isNotNull();
        }
    }

    private void archive(int... which) {
        analytics.archive(Arrays.stream(which).mapToObj(history.happenings::get).toList());
    }

    private JsonObject begin(Long after) {
        return analytics.news("anna", question(after));
    }

    private JsonObject after(long place) {
        return analytics.news("anna", asking(place));
    }

    private JsonObject asking(long place) {
        return question(place).put("workspaceId", history.workspace.toString());
    }

    private JsonObject question(Long after) {
        JsonObject question = new JsonObject().put("projectId", project.toString());
        return after == null ? question : question.put("after", after);
    }

    private static int status(JsonObject answer) {
        return answer.getJsonObject("problem").getInteger("status");
    }

    private static List<String> types(JsonObject page) {
        return page.getJsonArray("news").stream()
                .map(each -> ((JsonObject) each).getJsonObject("event").getString("type"))
                .toList();
    }

    private static List<Long> before(JsonObject page) {
        List<Long> places = new ArrayList<>();
        page.getJsonArray("news").forEach(each -> places.add(((JsonObject) each).getLong("before")));
        return places;
    }
}
