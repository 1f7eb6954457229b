package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.DeleteSection;
import dev.tandem.contracts.DeleteTask;
import dev.tandem.contracts.RestoreTask;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads what is in the trash, and what is not read any more. */
class TrashApiTest {

    private final RunningProjects service = RunningProjects.get();
    private final UUID workspace = service.aWorkspaceOf("olga");
    private final UUID project = service.aProjectIn(workspace, "olga");
    private final String trash = "/v1/projects/" + project + "/trash";
    private final List<UUID> tasks = new ArrayList<>();

    @BeforeEach
    void threeTasksOfWhichTwoAreDeleted() {
        for (int i = 0; i < 3; i++) {
            UUID task = anyId();
            service.done("olga", workspace, about(task, project, workspace).create("Task " + i));
            service.done("olga", workspace, new AddComment(anyId(), task, project, workspace, "Said"));
            tasks.add(task);
        }
        service.done(
                "olga",
                workspace,
                about(tasks.get(0), project, workspace)
                        .with("dueOn", "2026-07-20")
                        .change());
        service.putMember("olga", workspace, "vera", "viewer");
        service.done("olga", workspace, new DeleteTask(tasks.get(2), project, workspace, null, null));
        service.done("olga", workspace, new DeleteTask(tasks.get(0), project, workspace, null, null));
    }

    @Test
    void the_last_deleted_one_comes_first_page_by_page_also_for_viewers() {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonObject page = service.get("vera", trash + "?limit=1" + cursor).json();
            page.getJsonArray("items").forEach(each -> {
                JsonObject item = (JsonObject) each;
                assertThat(item.getString("deletedBy")).isEqualTo("olga");
                assertThat(item.getString("keptUntil")).isGreaterThan(item.getString("deletedAt"));
                assertThat(item.getJsonObject("task").getInteger("commentCount"))
                        .isEqualTo(1);
                ids.add(item.getJsonObject("task").getString("id"));
            });
            String next = page.getString("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        assertThat(ids).isEqualTo(texts(tasks.get(0), tasks.get(2)));
    }

    @Test
    void a_deleted_task_is_in_no_list_and_no_count_until_it_is_restored() {
        String summary = "/v1/projects/" + project + "/summary";
        String comments = "/v1/tasks/" + tasks.get(0) + "/comments";
        String history = "/v1/tasks/" + tasks.get(0) + "/history";
        for (String query : List.of("", "?sort=rank", "?completed=false")) {
            assertThat(ids("/v1/projects/" + project + "/tasks" + query)).isEqualTo(texts(tasks.get(1)));
        }
        assertThat(service.get("olga", "/v1/tasks/" + tasks.get(0)).status()).isEqualTo(404);
        assertThat(service.get("olga", comments).status()).isEqualTo(404);
        assertThat(service.get("olga", history).status()).isEqualTo(404);
        assertThat(total(summary)).isEqualTo(1);

        service.done("olga", workspace, new RestoreTask(tasks.get(0), project, workspace));

        List<String> all = texts(tasks.get(0), tasks.get(1));
        assertThat(ids("/v1/projects/" + project + "/tasks?sort=rank")).isEqualTo(all);
        assertThat(ids("/v1/projects/" + project + "/tasks")).isEqualTo(texts(tasks.get(1), tasks.get(0)));
        assertThat(service.get("olga", comments).json().getJsonArray("items")).hasSize(1);
        assertThat(service.get("olga", history).items("version"))
                .as("its restoration, its deletion, and the change before")
                .containsExactly("4", "3", "2");
        assertThat(total(summary)).isEqualTo(2);
        assertThat(service.get("olga", trash).json().getJsonArray("items")).hasSize(1);
    }

    @Test
    void its_history_tells_who_deleted_it_and_who_brought_it_back_and_that_its_section_was_gone() {
        UUID section = anyId();
        UUID task = tasks.get(1);
        service.putMember("olga", workspace, "bob", "member");
        service.done("olga", workspace, new CreateSection(section, project, workspace, "Doing", null, null, null));
        service.done(
                "olga",
                workspace,
                about(task, project, workspace).with("sectionId", section).change());
        service.done("bob", workspace, new DeleteTask(task, project, workspace, null, null));
        JsonObject before =
                service.get("olga", trash).json().getJsonArray("items").getJsonObject(0);
        service.done("olga", workspace, new DeleteSection(section, project, workspace, null, null, null));
        JsonObject after =
                service.get("olga", trash).json().getJsonArray("items").getJsonObject(0);
        service.done("olga", workspace, new RestoreTask(task, project, workspace));

        String deletedAt = before.getString("deletedAt");
        JsonArray history =
                service.get("olga", "/v1/tasks/" + task + "/history").json().getJsonArray("items");
        assertThat(before.getJsonObject("task").getString("sectionId")).isEqualTo(section.toString());
        assertThat(after.getJsonObject("task").getString("sectionId")).isNull();
        assertThat(history).hasSize(3);
        assertThat(history.getJsonObject(0).getJsonObject("changes"))
                .isEqualTo(new JsonObject()
                        .put("deletedAt", fromTo(deletedAt, null))
                        .put(
                                "sectionId",
                                fromTo(section.toString(), null)
                                        .putNull("fromName")
                                        .putNull("toName")));
        assertThat(history.getJsonObject(1).getJsonObject("changes"))
                .isEqualTo(new JsonObject().put("deletedAt", fromTo(null, deletedAt)));
        assertThat(history)
                .extracting(each -> ((JsonObject) each).getJsonObject("actor").getString("id"))
                .containsExactly("olga", "bob", "olga");
    }

    @Test
    void to_strangers_there_is_no_trash_and_with_its_project_it_is_gone() {
        assertThat(service.get("eve", trash).status()).isEqualTo(404);
        assertThat(service.permission("eve", "task.restore", "taskId", tasks.get(0))
                        .status())
                .isEqualTo(404);
        assertThat(service.permission("olga", "task.restore", "taskId", tasks.get(0))
                        .status())
                .isEqualTo(200);

        service.done("olga", workspace, new DeleteProject(project, workspace, null, null));

        assertThat(service.get("olga", trash).status()).isEqualTo(404);
        assertThat(service.permission("olga", "task.restore", "taskId", tasks.get(0))
                        .status())
                .isEqualTo(404);
    }

    private static JsonObject fromTo(@Nullable String from, @Nullable String to) {
        return new JsonObject().put("from", from).put("to", to);
    }

    private int total(String summary) {
        return service.get("olga", summary).json().getJsonObject("tasks").getInteger("total");
    }

    private List<String> ids(String path) {
        return service.get("olga", path).items("id");
    }

    private static List<String> texts(UUID... ids) {
        return Stream.of(ids).map(UUID::toString).toList();
    }
}
