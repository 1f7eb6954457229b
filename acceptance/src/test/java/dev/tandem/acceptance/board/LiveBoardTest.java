package dev.tandem.acceptance.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.acceptance.TheSystem;
import dev.tandem.acceptance.torture.load.Api;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that only listen to a project, beside clients that read it. */
@Timeout(180)
final class LiveBoardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String anna = "anna-" + UUID.randomUUID();
    private final String ben = "ben-" + UUID.randomUUID();
    private final Place at = place(List.of(anna, ben));
    private final List<BoardListener> listeners = new ArrayList<>();

    private static Place place(List<String> members) {
        return Place.at(TheSystem.get().baseUri(), user -> TheSystem.get().token(user, false), members);
    }

    @AfterEach
    void nobodyListensAnyMore() {
        listeners.forEach(BoardListener::close);
    }

    @Test
    void who_only_listens_and_who_reads_anew_agree_after_many_changes_by_five_writers() {
        List<String> users = Stream.of("a", "b", "c", "d", "e")
                .map(each -> each + "-" + UUID.randomUUID())
                .toList();
        users.forEach(at::letIn);
        BoardListener first = listen(anna);
        BoardListener second = listen(ben);

        Writers writers = new Writers(at, users, 400, 7).begin();
        while (!writers.areDone()) {
            int heard = second.heard().size();
            second.breakOff();
            await().atMost(PATIENCE).until(() -> second.heard().size() > heard + 20 || writers.areDone());
        }
        writers.awaitEnds(PATIENCE);

        await().atMost(PATIENCE).untilAsserted(() -> {
            Board read = at.read(anna);
            assertThat(first.copy()).isEqualTo(read.things());
            assertThat(second.copy()).isEqualTo(at.read(ben).things());
        });
        assertThat(at.read(anna).count("task")).isGreaterThan(5);
        assertThat(first.complaints()).isEmpty();
        assertThat(second.complaints()).isEmpty();
        assertThat(first.reads()).as("it only listened").isEqualTo(1);
        assertThat(second.reads()).as("it only listened, after breaks too").isEqualTo(1);
        assertThat(second.breaks()).isPositive();
    }

    @Test
    void a_change_of_many_things_is_told_as_its_facts_in_the_order_of_their_versions() {
        String section = at.make(in("/sections"), new JsonObject().put("name", "Doing"));
        String task = task("Land");
        BoardListener listener = listen(anna);

        at.change(
                "/v1/tasks/" + task,
                new JsonObject()
                        .put("title", "Take off")
                        .put("description", "First")
                        .put("sectionId", section)
                        .put("assigneeId", ben)
                        .put("dueOn", "2027-01-10")
                        .put("completed", true));

        await().atMost(PATIENCE).until(() -> listener.changes().size() == 6);
        assertThat(listener.changes())
                .extracting(BoardListener.Heard::type)
                .containsExactly(
                        "task.renamed",
                        "task.described",
                        "task.moved",
                        "task.assigned",
                        "task.rescheduled",
                        "task.completed");
        assertThat(listener.changes())
                .extracting(each -> each.data().getLong("sequence"))
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        JsonObject moved = listener.changes().get(2).data();
        assertThat(moved.getString("actorId")).isEqualTo(at.owner());
        assertThat(moved.getJsonObject("data").getString("sectionId")).isEqualTo(section);
        assertThat(moved.getJsonObject("task").getString("description")).isEqualTo("First");
    }

    @Test
    void who_comes_back_hears_what_was_missed_and_nothing_again() {
        BoardListener before = listen(anna);
        String first = task("One");
        await().atMost(PATIENCE).until(() -> before.changes().size() == 1);
        before.close();
        String second = task("Two");
        at.change("/v1/tasks/" + second, new JsonObject().put("completed", true));

        BoardListener after = resume(anna, before.position());
        await().atMost(PATIENCE).until(() -> after.changes().size() == 2);

        assertThat(before.changes())
                .extracting(each -> each.data().getString("taskId"))
                .containsExactly(first);
        assertThat(after.heard())
                .extracting(BoardListener.Heard::type)
                .containsExactly("task.created", "task.completed");
        assertThat(after.changes())
                .extracting(each -> each.data().getString("taskId"))
                .containsOnly(second);
        assertThat(after.reads()).isZero();
    }

    @Test
    void who_was_away_for_too_long_or_comes_from_elsewhere_is_told_to_read_anew() {
        BoardListener known = listen(anna);
        String position = known.heard().get(0).id();
        String[] parts = position.split("\\.");
        String now = Long.toString(Instant.now().toEpochMilli(), 36);
        for (String unknown : List.of(
                "nonsense",
                "b1." + at.project() + "." + parts[2] + "."
                        + Long.toString(Instant.now().toEpochMilli() - 7_200_000, 36),
                "b1." + at.project() + "." + parts[2] + "."
                        + Long.toString(Instant.now().toEpochMilli() + 7_200_000, 36),
                "b1." + UUID.randomUUID() + "." + parts[2] + "." + now,
                "b1." + at.project() + ".zzzzzz." + now,
                "b1." + at.project() + ".-1." + now)) {
            BoardListener listener = resume(anna, unknown);
            await().atMost(PATIENCE).until(() -> !listener.heard().isEmpty());
            assertThat(listener.heard().get(0).name()).as(unknown).isEqualTo("reset");
            assertThat(listener.copy()).isEqualTo(at.read(anna).things());
            listener.close();
        }
    }

    @Test
    void the_stream_ends_with_the_membership_and_others_hear_that_the_member_left() {
        BoardListener left = listen(ben);
        BoardListener stays = listen(anna);

        Api.Answer removed = at.api().delete(at.owner(), "/v1/workspaces/" + at.workspace() + "/members/" + ben);
        assertThat(removed.status()).isEqualTo(204);
        await().atMost(PATIENCE).until(() -> left.refused() != 0);
        task("Behind closed doors");
        await().atMost(PATIENCE).until(() -> stays.changes().size() == 2);

        assertThat(left.refused()).isEqualTo(404);
        assertThat(left.changes()).as("nothing that happened after it").isEmpty();
        assertThat(stays.changes())
                .extracting(BoardListener.Heard::type)
                .containsExactly("member.removed", "task.created");
        assertThat(stays.copy()).isEqualTo(at.read(anna).things());
    }

    @Test
    void who_may_not_read_the_project_finds_no_stream() {
        Place elsewhere = place(List.of());
        String path = "/v1/projects/" + at.project() + "/stream";

        assertThat(at.api().get(elsewhere.owner(), path).status()).isEqualTo(404);
        assertThat(at.api()
                        .get(anna, "/v1/projects/" + UUID.randomUUID() + "/stream")
                        .status())
                .isEqualTo(404);
        BoardListener stranger = resume(elsewhere.owner(), listen(anna).position());
        await().atMost(PATIENCE).until(() -> stranger.refused() == 404);
    }

    @Test
    void what_happens_in_other_projects_of_the_workspace_is_not_told() {
        BoardListener listener = listen(anna);
        String other = at.make(
                "/v1/projects",
                new JsonObject().put("workspaceId", at.workspace()).put("name", "Gemini"));
        at.make("/v1/projects/" + other + "/tasks", new JsonObject().put("title", "Elsewhere"));
        String here = task("Here");

        await().atMost(PATIENCE).until(() -> !listener.changes().isEmpty());

        assertThat(listener.changes())
                .extracting(each -> each.data().getString("taskId"))
                .containsExactly(here);
    }

    @Test
    void the_deletion_of_the_project_is_told_and_is_the_end() {
        BoardListener listener = listen(anna);

        Place.done(at.api(), at.owner(), at.api().delete(at.owner(), "/v1/projects/" + at.project()));
        await().atMost(PATIENCE).until(() -> listener.refused() != 0);

        assertThat(listener.refused()).isEqualTo(404);
        assertThat(listener.changes()).extracting(BoardListener.Heard::type).containsExactly("project.deleted");
        assertThat(listener.copy()).isEmpty();
    }

    @Test
    void what_a_template_builds_is_there_after_reading_anew() {
        String built = at.make(
                "/v1/projects",
                new JsonObject()
                        .put("workspaceId", at.workspace())
                        .put("name", "Built")
                        .put("template", "kanban"));
        BoardListener listener = BoardListener.resume(
                new Place(at.api(), at.gateway(), at.issuer(), at.owner(), at.workspace(), built),
                anna,
                "b1." + built + ".0." + Long.toString(Instant.now().toEpochMilli(), 36));
        listeners.add(listener);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.heard())
                        .extracting(BoardListener.Heard::type)
                        .containsSubsequence("reset", "project.structured"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.copy())
                        .isEqualTo(Board.read(at.api(), anna, at.workspace(), built)
                                .things())
                        .containsKey("project " + built)
                        .hasSizeGreaterThan(6));
    }

    private String in(String path) {
        return "/v1/projects/" + at.project() + path;
    }

    private String task(String title) {
        return at.make(in("/tasks"), new JsonObject().put("title", title));
    }

    /** Listens, and has read the project. */
    private BoardListener listen(String user) {
        BoardListener listener = resume(user, null);
        await().atMost(PATIENCE).until(() -> !listener.heard().isEmpty());
        return listener;
    }

    private BoardListener resume(String user, String position) {
        BoardListener listener = BoardListener.resume(at, user, position);
        listeners.add(listener);
        return listener;
    }
}
