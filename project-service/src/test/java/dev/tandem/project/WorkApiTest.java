package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.EditComment;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectSetupFailed;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.contracts.SetUpProject;
import dev.tandem.kit.testing.Answer;
import dev.tandem.messaging.Envelope;
import dev.tandem.project.task.Details;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the contents of projects through the whole service. */
class WorkApiTest {

    private final RunningProjects service = RunningProjects.get();
    private final UUID workspace = service.aWorkspaceOf("alice");
    private final UUID project = service.aProjectIn(workspace, "alice");

    @Test
    void a_task_is_shown_as_it_is() {
        Map<String, Object> told = new HashMap<>();
        for (RecordComponent detail : Details.class.getRecordComponents()) {
            told.put(
                    detail.getName(),
                    detail.getName().equals("completedAt") ? null : TaskMembers.value(detail.getName()));
        }
        told.put("sectionId", aSection("To do").toString());
        told.put("assigneeId", "alice");
        TaskCommand command = about(anyId(), project, workspace);
        told.forEach(command::with);
        CreateTask creation = command.create();
        service.done("alice", workspace, creation);

        JsonObject shown =
                service.get("alice", "/v1/tasks/" + creation.taskId()).json();

        assertThat(shown.getMap()).containsAllEntriesOf(told);
        assertThat(shown.fieldNames())
                .filteredOn(member -> !told.containsKey(member))
                .containsExactlyInAnyOrder(
                        "id",
                        "projectId",
                        "workspaceId",
                        "completed",
                        "version",
                        "rank",
                        "commentCount",
                        "createdBy",
                        "createdAt",
                        "updatedAt");
        assertThat(shown.getString("projectId")).isEqualTo(project.toString());
        assertThat(shown.getBoolean("completed")).isFalse();
        assertThat(service.get("alice", tasks("")).json().getJsonArray("items").getJsonObject(0))
                .isEqualTo(shown);
    }

    @Test
    void an_unchanged_task_is_not_sent_again_and_a_comment_is_seen_without_a_new_version() {
        UUID task = aTask("Land", null, null, null);
        String path = "/v1/tasks/" + task;
        String etag = service.get("alice", path).header("ETag");
        assertThat(etag).isEqualTo("\"1-0\"");
        assertThat(service.getUnless("alice", path, etag).status()).isEqualTo(304);
        assertThat(service.get("alice", path).header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(service.getUnless("eve", path, etag).status()).isEqualTo(404);

        service.done("alice", workspace, new AddComment(anyId(), task, project, workspace, "Softly"));

        Answer changed = service.getUnless("alice", path, etag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"1-1\"");
        assertThat(changed.json().getInteger("commentCount")).isEqualTo(1);
        assertThat(changed.json().getInteger("version")).isEqualTo(1);
    }

    @Test
    void tasks_are_found_by_section_assignee_and_whether_they_are_done() {
        service.putMember("alice", workspace, "bob", "member");
        UUID section = aSection("To do");
        UUID plain = aTask("plain", null, null, null);
        UUID bobs = aTask("bob's", section, "bob", null);
        UUID mine = aTask("mine", section, "alice", null);
        UUID done = aTask("done", section, "bob", null);
        complete(done);

        assertThat(ids(tasks(""))).containsExactly(done, mine, bobs, plain);
        assertThat(ids(tasks("?sectionId=" + section))).containsExactly(done, mine, bobs);
        assertThat(ids(tasks("?assigneeId=bob"))).containsExactly(done, bobs);
        assertThat(ids(tasks("?completed=false"))).containsExactly(mine, bobs, plain);
        assertThat(ids(tasks("?completed=true"))).containsExactly(done);
        assertThat(ids(tasks("?sectionId=" + section + "&assigneeId=bob&completed=false")))
                .containsExactly(bobs);
        assertThat(ids(tasks("?assigneeId=nobody"))).isEmpty();
        assertThat(ids(tasks("?sectionId=" + anyId()))).isEmpty();
    }

    @Test
    void pages_go_on_where_they_were_while_rows_are_written() {
        List<UUID> tasks = new ArrayList<>();
        List<UUID> comments = new ArrayList<>();
        List<String> sections = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            tasks.add(aTask("Nr " + i, null, null, null));
            sections.add(aSection("Nr " + i).toString());
            comments.add(aComment(tasks.get(0), "Nr " + i));
        }
        Collections.reverse(tasks);
        Collections.reverse(comments);

        assertThat(pages(tasks(""), () -> aTask("newer", null, null, null)))
                .isEqualTo(tasks.stream().map(UUID::toString).toList());
        assertThat(pages("/v1/tasks/" + tasks.get(6) + "/comments", () -> aComment(tasks.get(6), "newer")))
                .isEqualTo(comments.stream().map(UUID::toString).toList());
        assertThat(pages("/v1/projects/" + project + "/sections", () -> aSection("later")))
                .startsWith(sections.toArray(String[]::new))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_comment_is_shown_with_its_author_and_whom_it_mentions() {
        service.put("alice", RunningProjects.memberPath(workspace, "bob"), "{\"role\":\"member\",\"name\":\"Bob\"}");
        UUID task = aTask("Land", null, null, null);
        UUID comment = anyId();
        service.done("bob", workspace, new AddComment(comment, task, project, workspace, "@alice, @eve: soft?"));
        JsonObject shown = service.get("alice", "/v1/tasks/" + task + "/comments")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(shown.getString("createdAt")).isNotBlank();
        assertThat(shown.copy().putNull("createdAt"))
                .isEqualTo(new JsonObject()
                        .put("id", comment.toString())
                        .put("taskId", task.toString())
                        .put("author", new JsonObject().put("id", "bob").put("name", "Bob"))
                        .put("text", "@alice, @eve: soft?")
                        .put("mentions", new JsonArray().add("alice"))
                        .put("unknownMentions", new JsonArray().add("eve"))
                        .putNull("createdAt")
                        .putNull("editedAt")
                        .put("version", 1));
    }

    @Test
    void a_member_is_mentioned_as_the_members_list_says() {
        for (String odd : List.of("carl, jr", "d]\\e")) {
            String inPath = URLEncoder.encode(odd, StandardCharsets.UTF_8).replace("+", "%20");
            assertThat(service.putMember("alice", workspace, inPath, "member").status())
                    .isEqualTo(200);
        }
        List<Object> mentions = List.copyOf(
                service.get("alice", "/v1/workspaces/" + workspace + "/members").items("mention"));
        assertThat(mentions).containsExactlyInAnyOrder("@alice", "@[carl, jr]", "@[d\\]\\\\e]");
        UUID task = aTask("Land", null, null, null);

        UUID comment = aComment(
                task, mentions.stream().map(String::valueOf).collect(Collectors.joining(" and ")) + ", @nobody");

        JsonObject shown = service.get("alice", "/v1/tasks/" + task + "/comments/" + comment)
                .json();
        assertThat(shown.getJsonArray("mentions")).containsExactlyInAnyOrder("alice", "carl, jr", "d]\\e");
        assertThat(shown.getJsonArray("unknownMentions")).containsExactly("nobody");
    }

    @Test
    void an_edit_says_anew_whom_a_comment_mentions() {
        service.putMember("alice", workspace, "carl%2C%20jr", "member");
        UUID task = aTask("Land", null, null, null);
        UUID comment = aComment(task, "@bob, @alice");
        service.putMember("alice", workspace, "bob", "member");

        service.done(
                "alice",
                workspace,
                new EditComment(comment, task, project, workspace, 1L, null, "@bob, @[carl, jr] and @eve"));

        JsonObject shown = service.get("alice", "/v1/tasks/" + task + "/comments/" + comment)
                .json();
        assertThat(shown.getJsonArray("mentions")).containsExactly("bob", "carl, jr");
        assertThat(shown.getJsonArray("unknownMentions")).containsExactly("eve");
        assertThat(shown.getString("editedAt")).isNotBlank();
        assertThat(shown.getInteger("version")).isEqualTo(2);
    }

    @Test
    void a_section_and_a_comment_are_read_where_they_are_and_nowhere_else() {
        UUID section = aSection("To do");
        UUID task = aTask("Land", null, null, null);
        UUID comment = aComment(task, "Softly");
        UUID elsewhere = service.aProjectIn(workspace, "alice");
        UUID other = aTask("Start", null, null, null);

        assertThat(service.get("alice", "/v1/projects/" + project + "/sections/" + section)
                        .json())
                .isEqualTo(service.get("alice", "/v1/projects/" + project + "/sections")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0));
        assertThat(service.get("alice", "/v1/tasks/" + task + "/comments/" + comment)
                        .json())
                .isEqualTo(service.get("alice", "/v1/tasks/" + task + "/comments")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0));
        for (String nowhere : List.of(
                "/v1/projects/" + elsewhere + "/sections/" + section,
                "/v1/projects/" + project + "/sections/" + anyId(),
                "/v1/tasks/" + other + "/comments/" + comment,
                "/v1/tasks/" + task + "/comments/" + anyId())) {
            assertThat(service.get("alice", nowhere).status()).as(nowhere).isEqualTo(404);
        }
    }

    @Test
    void archived_projects_are_listed_apart() {
        UUID other = service.aProjectIn(workspace, "alice");
        service.done("alice", workspace, new ChangeProject(other, workspace, null, null, null, null, true, List.of()));
        String list = "/v1/projects?workspaceId=" + workspace;
        assertThat(service.get("alice", list).items("id")).containsExactly(project.toString());
        assertThat(service.get("alice", list + "&archived=false").items("id")).containsExactly(project.toString());
        assertThat(service.get("alice", list + "&archived=true").items("id")).containsExactly(other.toString());
        assertThat(service.get("alice", "/v1/projects/" + other).json().getBoolean("archived"))
                .isTrue();
        assertThat(service.get("eve", list + "&archived=true").status()).isEqualTo(404);
    }

    @Test
    void a_summary_counts_what_is_in_the_project() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        service.putMember("alice", workspace, "bob", "viewer");
        aSection("To do");
        aTask("late", null, null, today.minusDays(2).toString());
        aTask("in time", null, null, today.plusDays(2).toString());
        complete(aTask("late, but done", null, null, today.minusDays(2).toString()));

        JsonObject summary =
                service.get("bob", "/v1/projects/" + project + "/summary").json();

        assertThat(summary.getJsonObject("project"))
                .isEqualTo(service.get("bob", "/v1/projects/" + project).json());
        assertThat(summary.getJsonObject("tasks"))
                .isEqualTo(new JsonObject()
                        .put("total", 3)
                        .put("open", 2)
                        .put("completed", 1)
                        .put("overdue", 1));
        assertThat(summary.getInteger("sections")).isEqualTo(1);
        assertThat(summary.getInteger("members")).isEqualTo(2);
    }

    @Test
    void to_another_tenant_and_after_its_deletion_there_is_nothing_on_any_route() {
        UUID section = aSection("To do");
        UUID task = aTask("Land", section, null, null);
        UUID comment = aComment(task, "Softly");
        List<String> routes = List.of(
                "/v1/projects/" + project,
                "/v1/projects/" + project + "/summary",
                "/v1/projects/" + project + "/sections",
                "/v1/projects/" + project + "/sections/" + section,
                "/v1/projects/" + project + "/tasks",
                "/v1/projects/" + project + "/tasks?completed=false&assigneeId=alice&sectionId=" + anyId(),
                "/v1/tasks/" + task,
                "/v1/tasks/" + task + "/comments",
                "/v1/tasks/" + task + "/comments/" + comment);
        service.aWorkspaceOf("eve");
        for (String route : routes) {
            assertThat(service.get("alice", route).status()).as(route).isEqualTo(200);
            assertThat(service.get("eve", route).status()).as(route).isEqualTo(404);
        }
        assertThat(mayRead("alice", task)).containsOnly(200);
        assertThat(mayRead("eve", task)).containsOnly(404);

        service.done("alice", workspace, new DeleteProject(project, workspace, null, null));

        assertThat(mayRead("alice", task)).containsOnly(404);

        for (String route : routes) {
            assertThat(service.get("alice", route).status()).as(route).isEqualTo(404);
        }
        assertThat(service.get("alice", "/v1/projects?workspaceId=" + workspace).items("id"))
                .isEmpty();
        assertThat(service.get("alice", "/v1/projects?archived=true&workspaceId=" + workspace)
                        .items("id"))
                .isEmpty();
    }

    private List<Integer> mayRead(String user, UUID task) {
        return List.of(
                service.permission(user, "project.read", "projectId", project).status(),
                service.permission(user, "project.read", "taskId", task).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sections", "/tasks", "/summary"})
    void what_does_not_exist_has_nothing(String below) {
        assertThat(service.get("alice", "/v1/projects/" + anyId() + below).status())
                .isEqualTo(404);
        assertThat(service.get("alice", "/v1/tasks/" + anyId() + "/comments").status())
                .isEqualTo(404);
    }

    @Test
    void a_template_becomes_sections_and_tasks_and_its_effect_can_be_asked_for() {
        UUID apollo = anyId();
        service.command("alice", workspace, new CreateProject(apollo, workspace, "Apollo", null, "kanban", null));

        await().untilAsserted(() -> assertThat(
                        service.get("alice", "/v1/projects/" + apollo).json().getString("setup"))
                .isEqualTo("done"));

        assertThat(service.get("alice", "/v1/projects/" + apollo + "/sections").items("name"))
                .containsExactly("To do", "In progress", "Done");
        assertThat(service.get("alice", "/v1/projects/" + apollo + "/tasks").items("id"))
                .hasSize(3);
        await().untilAsserted(
                        () -> assertThat(told(apollo, ProjectStructured.class)).hasSize(1));
        UUID created = told(apollo, ProjectCreated.class).get(0).id();
        UUID unknown = anyId();
        assertThat(service.get("alice", "/v1/effects?events=" + created + "," + unknown)
                        .json())
                .isEqualTo(effects(List.of(created), List.of()));
    }

    @Test
    void a_redelivered_fact_builds_nothing_twice() {
        UUID apollo = anyId();
        service.command("alice", workspace, new CreateProject(apollo, workspace, "Apollo", null, "kanban", null));
        await().untilAsserted(
                        () -> assertThat(told(apollo, ProjectStructured.class)).hasSize(1));
        Topics.Told created = service.topics.of(workspace).stream()
                .filter(told -> told.payload() instanceof ProjectCreated fact
                        && fact.projectId().equals(apollo))
                .findFirst()
                .orElseThrow();

        service.topics.publish(created.envelope(), (Fact) created.payload());
        UUID sentinel = anyId();
        service.command("alice", workspace, new CreateProject(sentinel, workspace, "Last", null, "scrum", null));

        await().untilAsserted(() ->
                assertThat(told(sentinel, ProjectStructured.class)).hasSize(1));
        assertThat(told(apollo, ProjectStructured.class)).hasSize(1);
        assertThat(service.get("alice", "/v1/projects/" + apollo + "/tasks").items("id"))
                .hasSize(3);
    }

    @Test
    void a_structure_that_fails_is_told_and_can_be_asked_for_again() {
        UUID apollo = anyId();
        service.command("alice", workspace, new CreateProject(apollo, workspace, "Apollo", null, "waterfall", null));
        await().untilAsserted(
                        () -> assertThat(told(apollo, ProjectSetupFailed.class)).hasSize(1));
        UUID created = told(apollo, ProjectCreated.class).get(0).id();
        JsonObject failed = service.get("alice", "/v1/projects/" + apollo).json();
        assertThat(failed.getString("setup")).isEqualTo("failed");
        assertThat(failed.getString("setupError")).contains("waterfall");
        assertThat(failed.getLong("version")).isEqualTo(2);
        assertThat(service.get("alice", "/v1/effects?events=" + created).json())
                .isEqualTo(effects(List.of(), List.of(created)));
        assertThat(service.getAsOperator("/v1/effects?events=" + created).json())
                .isEqualTo(effects(List.of(), List.of(created)));
        assertThat(service.get("eve", "/v1/effects?events=" + created).json().getJsonArray("failed"))
                .isEmpty();

        service.done("alice", workspace, new SetUpProject(apollo, workspace, "launch"));

        await().untilAsserted(
                        () -> assertThat(told(apollo, ProjectStructured.class)).hasSize(1));
        UUID requested = told(apollo, ProjectSetupRequested.class).get(0).id();
        assertThat(service.get("alice", "/v1/effects?events=" + created + "," + requested)
                        .json())
                .isEqualTo(effects(List.of(requested), List.of(created)));
        assertThat(service.get("alice", "/v1/projects/" + apollo + "/sections").items("name"))
                .hasSize(4);
    }

    @Test
    void where_nothing_is_to_be_built_its_effect_is_done_for_members_and_operators() {
        UUID blank = anyId();
        service.done("alice", workspace, new CreateProject(blank, workspace, "Blank", null, null, null));
        UUID created = await().until(() -> told(blank, ProjectCreated.class), told -> !told.isEmpty())
                .get(0)
                .id();
        String path = "/v1/effects?events=" + created + "&project=" + blank;

        assertThat(service.get("alice", path).json()).isEqualTo(effects(List.of(created), List.of()));
        assertThat(service.getAsOperator(path).json()).isEqualTo(effects(List.of(created), List.of()));
        assertThat(service.get("eve", path).json()).isEqualTo(effects(List.of(), List.of()));
    }

    private static JsonObject effects(List<UUID> done, List<UUID> failed) {
        return new JsonObject()
                .put("done", new JsonArray(done.stream().map(UUID::toString).toList()))
                .put("failed", new JsonArray(failed.stream().map(UUID::toString).toList()));
    }

    private List<Envelope> told(UUID about, Class<? extends Fact> kind) {
        return service.topics.of(workspace).stream()
                .filter(told -> kind.isInstance(told.payload()))
                .map(Topics.Told::envelope)
                .filter(envelope -> envelope.subject().equals(about.toString()))
                .toList();
    }

    /** Reads all ids in pages of two, adding something new between pages. */
    private List<String> pages(String path, Runnable between) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        while (cursor != null && all.size() < 30) {
            Answer page = service.get("alice", path + "?limit=2" + cursor);
            all.addAll(page.items("id"));
            String next = page.json().getString("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
            if (cursor != null && all.size() <= 6) {
                between.run();
            }
        }
        return all;
    }

    private String tasks(String query) {
        return "/v1/projects/" + project + "/tasks" + query;
    }

    private List<UUID> ids(String path) {
        return service.get("alice", path).items("id").stream()
                .map(UUID::fromString)
                .toList();
    }

    private UUID aSection(String name) {
        UUID section = anyId();
        service.done("alice", workspace, new CreateSection(section, project, workspace, name, null, null, null));
        return section;
    }

    private UUID aTask(String title, @Nullable UUID section, @Nullable String assignee, @Nullable String dueOn) {
        UUID task = anyId();
        service.done(
                "alice",
                workspace,
                about(task, project, workspace)
                        .with("sectionId", section)
                        .with("assigneeId", assignee)
                        .with("dueOn", dueOn)
                        .create(title));
        return task;
    }

    private UUID aComment(UUID task, String text) {
        UUID comment = anyId();
        service.done("alice", workspace, new AddComment(comment, task, project, workspace, text));
        return comment;
    }

    private void complete(UUID task) {
        service.done(
                "alice",
                workspace,
                about(task, project, workspace).with("completed", true).change());
    }
}
