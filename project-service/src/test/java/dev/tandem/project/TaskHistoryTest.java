package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.DeleteSection;
import dev.tandem.kit.testing.Answer;
import dev.tandem.project.task.Details;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads the histories of tasks through the whole service. */
class TaskHistoryTest {

    private final RunningProjects service = RunningProjects.get();
    private final UUID workspace = service.aWorkspaceOf("alice");
    private final UUID project = service.aProjectIn(workspace, "alice");
    private final UUID task = anyId();

    @BeforeEach
    void aTaskOfAliceInATeamWithBobAndAViewer() {
        service.put("alice", RunningProjects.memberPath(workspace, "bob"), "{\"role\":\"member\",\"name\":\"Bob\"}");
        service.putMember("alice", workspace, "dave", "viewer");
        service.done("alice", workspace, about(task, project, workspace).create("Land"));
    }

    @Test
    void a_change_is_one_entry_with_all_that_it_changed() {
        change(
                "bob",
                change().with("title", "Land well")
                        .with("description", "Softly")
                        .with("assigneeId", "bob")
                        .with("dueOn", "2026-07-20"));

        JsonObject entry = history("alice").getJsonObject(0);

        assertThat(history("alice")).hasSize(1);
        assertThat(entry.getString("taskId")).isEqualTo(task.toString());
        assertThat(entry.getInteger("version")).isEqualTo(2);
        assertThat(entry.getInstant("at")).isEqualTo(shown().getInstant("updatedAt"));
        assertThat(entry.getJsonObject("actor"))
                .isEqualTo(new JsonObject().put("id", "bob").put("name", "Bob"));
        assertThat(entry.getJsonObject("changes"))
                .isEqualTo(new JsonObject()
                        .put("title", fromTo("Land", "Land well"))
                        .put("description", new JsonObject())
                        .put("assigneeId", fromTo(null, "bob"))
                        .put("dueOn", fromTo(null, "2026-07-20")));
    }

    @Test
    void each_detail_of_a_task_has_a_history() {
        UUID section = aSection("To do");
        Stream.of(Details.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(detail ->
                        !List.of("completedAt", "sectionId", "assigneeId").contains(detail))
                .forEach(detail -> change("alice", change().with(detail, TaskMembers.value(detail))));
        change("alice", change().with("sectionId", section));
        change("alice", change().with("assigneeId", "bob"));
        change("alice", change().with("completed", true));

        assertThat(changes())
                .extracting(each -> each.fieldNames().iterator().next())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Details.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void what_is_completed_and_reopened_and_what_is_cleared_is_told() {
        change("alice", change().with("dueOn", "2026-07-20"));
        change("bob", change().with("completed", true));
        String completedAt = shown().getString("completedAt");
        change("bob", change().with("completed", false).clearing("dueOn"));

        assertThat(changes())
                .containsExactly(
                        new JsonObject()
                                .put("completedAt", fromTo(completedAt, null))
                                .put("dueOn", fromTo("2026-07-20", null)),
                        new JsonObject().put("completedAt", fromTo(null, completedAt)),
                        new JsonObject().put("dueOn", fromTo(null, "2026-07-20")));
    }

    @Test
    void sections_have_the_names_that_they_had_also_when_they_are_gone() {
        UUID first = aSection("To do");
        UUID second = aSection("Doing");
        change("alice", change().with("sectionId", first));
        service.done("bob", workspace, new DeleteSection(first, project, workspace, null, null, second));
        service.done("alice", workspace, new DeleteSection(second, project, workspace, null, null, null));

        assertThat(changes())
                .containsExactly(
                        section(second, "Doing", null, null),
                        section(first, "To do", second, "Doing"),
                        section(null, null, first, "To do"));
        assertThat(history("alice"))
                .extracting(each -> ((JsonObject) each).getJsonObject("actor").getString("id"))
                .containsExactly("alice", "bob", "alice");
    }

    @Test
    void comments_and_another_place_in_the_list_are_no_history() {
        UUID other = anyId();
        service.done("alice", workspace, about(other, project, workspace).create("Start"));
        service.done("alice", workspace, new AddComment(anyId(), task, project, workspace, "Softly"));
        change("alice", change().with("place", "last"));
        change("alice", change().with("title", "Land"));

        assertThat(shown().getInteger("version")).isEqualTo(2);
        assertThat(history("alice")).isEmpty();
    }

    @Test
    void pages_go_on_where_they_were_while_the_task_is_changed() {
        for (int i = 1; i <= 5; i++) {
            change("alice", change().with("title", "Nr " + i));
        }
        List<Object> versions = new ArrayList<>();
        String path = path() + "?limit=2";
        @Nullable String cursor = null;
        do {
            JsonObject page = service.get("alice", cursor == null ? path : path + "&cursor=" + cursor)
                    .json();
            page.getJsonArray("items").forEach(each -> versions.add(((JsonObject) each).getInteger("version")));
            cursor = page.getString("nextCursor");
            change("alice", change().with("title", "newer than " + cursor));
        } while (cursor != null);

        assertThat(versions).isEqualTo(List.of(6, 5, 4, 3, 2));
    }

    @Test
    void whoever_reads_the_task_reads_its_history_and_nobody_else() {
        change("alice", change().with("title", "Land well"));
        UUID others = service.aWorkspaceOf("eve");

        assertThat(history("dave")).hasSize(1);
        assertThat(service.get("eve", path()).json()).isEqualTo(noSuchTask("eve", path()));
        assertThat(service.get("eve", "/v1/tasks/" + others + "/history").status())
                .isEqualTo(404);
        assertThat(service.anonymously(path()).status()).isEqualTo(401);
        service.delete("alice", RunningProjects.memberPath(workspace, "dave"));
        assertThat(service.get("dave", path()).status()).isEqualTo(404);

        service.done("alice", workspace, new DeleteProject(project, workspace, null, null));
        assertThat(service.get("alice", path()).status()).isEqualTo(404);
    }

    private JsonObject noSuchTask(String user, String path) {
        Answer answer = service.get(user, path.replace("/history", ""));
        assertThat(answer.status()).isEqualTo(404);
        JsonObject problem = answer.json();
        return problem.put("instance", Objects.requireNonNull(problem.getString("instance")) + "/history");
    }

    private TaskCommand change() {
        return about(task, project, workspace);
    }

    private void change(String actor, TaskCommand command) {
        service.done(actor, workspace, command.change());
    }

    private UUID aSection(String name) {
        UUID section = anyId();
        service.done("alice", workspace, new CreateSection(section, project, workspace, name, null, null, null));
        return section;
    }

    private String path() {
        return "/v1/tasks/" + task + "/history";
    }

    private JsonObject shown() {
        return service.get("alice", "/v1/tasks/" + task).json();
    }

    private JsonArray history(String user) {
        Answer answer = service.get(user, path());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().getJsonArray("items");
    }

    private List<JsonObject> changes() {
        return history("alice").stream()
                .map(each -> ((JsonObject) each).getJsonObject("changes"))
                .toList();
    }

    private static JsonObject fromTo(@Nullable String from, @Nullable String to) {
        return new JsonObject().put("from", from).put("to", to);
    }

    private static JsonObject section(
            @Nullable UUID from, @Nullable String fromName, @Nullable UUID to, @Nullable String toName) {
        JsonObject change = fromTo(Objects.toString(from, null), Objects.toString(to, null))
                .put("fromName", fromName)
                .put("toName", toName);
        return new JsonObject().put("sectionId", change);
    }
}
