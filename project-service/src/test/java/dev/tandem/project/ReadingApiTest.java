package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingApiTest {

    private final RunningProjects service = RunningProjects.get();
    private final UUID workspace = service.aWorkspaceOf("alice");

    @Test
    void projects_are_listed_newest_first_in_pages() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.add(service.aProjectIn(workspace, "alice").toString());
        }
        Collections.reverse(created);
        String path = "/v1/projects?workspaceId=" + workspace;

        Answer first = service.get("alice", path + "&limit=2");
        Answer second =
                service.get("alice", path + "&limit=2&cursor=" + first.json().getString("nextCursor"));
        Answer third =
                service.get("alice", path + "&limit=2&cursor=" + second.json().getString("nextCursor"));

        List<String> all = new ArrayList<>(first.items("id"));
        all.addAll(second.items("id"));
        all.addAll(third.items("id"));
        assertThat(all).isEqualTo(created);
        assertThat(third.json().getValue("nextCursor")).isNull();
        assertThat(service.get("alice", path).items("id")).isEqualTo(created);
    }

    @Test
    void an_empty_workspace_lists_nothing_and_a_foreign_one_does_not_exist() {
        String path = "/v1/projects?workspaceId=" + workspace;
        assertThat(service.get("alice", path).items("id")).isEmpty();
        assertThat(service.get("eve", path).status()).isEqualTo(404);
        assertThat(service.get("alice", "/v1/projects?workspaceId=" + anyId()).status())
                .isEqualTo(404);
    }

    @Test
    void a_project_is_shown_to_members_only() {
        UUID project = service.aProjectIn(workspace, "alice");
        Answer shown = service.get("alice", "/v1/projects/" + project);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().fieldNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "workspaceId",
                        "name",
                        "description",
                        "template",
                        "leadId",
                        "version",
                        "archived",
                        "setup",
                        "setupError",
                        "createdBy",
                        "createdAt",
                        "updatedAt");
        assertThat(service.get("eve", "/v1/projects/" + project).status()).isEqualTo(404);
        assertThat(service.get("alice", "/v1/projects/" + anyId()).status()).isEqualTo(404);
    }

    @Test
    void an_unchanged_project_is_not_sent_again() {
        String path = "/v1/projects/" + service.aProjectIn(workspace, "alice");
        String etag = service.get("alice", path).header("ETag");
        assertThat(etag).isEqualTo("\"1\"");
        Answer unchanged = service.getUnless("alice", path, etag);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("ETag")).isEqualTo(etag);
        assertThat(unchanged.response().body()).isEmpty();
        assertThat(service.getUnless("alice", path, "\"2\"").status()).isEqualTo(200);
        assertThat(service.getUnless("eve", path, etag).status()).isEqualTo(404);
    }

    @Test
    void users_see_the_workspaces_they_are_in() {
        String user = "user-" + anyId();
        UUID own = service.aWorkspaceOf(user);
        service.putMember("alice", workspace, user, "viewer");

        Answer mine = service.get(user, "/v1/workspaces");

        assertThat(mine.items("id")).containsExactly(own.toString(), workspace.toString());
        assertThat(mine.items("role")).containsExactly("owner", "viewer");
        assertThat(service.get(user, "/v1/workspaces/" + workspace).json().getString("role"))
                .isEqualTo("viewer");
        assertThat(service.get("eve", "/v1/workspaces/" + workspace).status()).isEqualTo(404);
        Answer page = service.get(user, "/v1/workspaces?limit=1");
        assertThat(service.get(
                                user,
                                "/v1/workspaces?limit=1&cursor=" + page.json().getString("nextCursor"))
                        .items("id"))
                .containsExactly(workspace.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "alice, project.create, 200",
        "alice, members.manage, 200",
        "carol, project.create, 200",
        "carol, members.manage, 403",
        "dave, project.create, 403",
        "dave, project.read, 200",
        "dave, workspace.read, 200",
        "dave, activity.read, 200",
        "eve, project.read, 404",
    })
    void permissions(String user, String action, int status) {
        service.putMember("alice", workspace, "carol", "member");
        service.putMember("alice", workspace, "dave", "viewer");
        UUID project = service.aProjectIn(workspace, "alice");

        RunningProjects.Permission ofWorkspace = service.permission(user, action, "workspaceId", workspace);
        RunningProjects.Permission ofProject = service.permission(user, action, "projectId", project);

        assertThat(List.of(ofWorkspace.status(), ofProject.status())).containsOnly(status);
        if (status == 200) {
            assertThat(ofProject.json()).isEqualTo(ofWorkspace.json().copy().put("projectId", project.toString()));
            assertThat(ofProject.json().getString("workspaceId")).isEqualTo(workspace.toString());
            assertThat(ofProject.json().getString("role")).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/workspaces/acme",
                "/v1/workspaces?cursor=%2A",
                "/v1/workspaces?cursor=",
                "/v1/workspaces?cursor=AAAA",
                "/v1/workspaces?limit=0",
                "/v1/workspaces?limit=101",
                "/v1/workspaces?limit=ten",
                "/v1/workspaces?limit=1&limit=2",
                "/v1/workspaces/01980a3e-0000-7000-8000-000000000001/members?cursor=gA",
                "/v1/projects",
                "/v1/projects?workspaceId=acme",
                "/v1/projects/apollo",
                "/v1/projects/01980a3e-0000-7000-8000-000000000001?limit=1",
                "/v1/projects?workspaceId=01980a3e-0000-7000-8000-000000000001&archived=maybe",
                "/v1/projects/01980a3e-0000-7000-8000-000000000001/summary?limit=1",
                "/v1/projects/01980a3e-0000-7000-8000-000000000001/sections?cursor=AAAAAAAA",
                "/v1/projects/01980a3e-0000-7000-8000-000000000001/tasks?completed=maybe",
                "/v1/projects/01980a3e-0000-7000-8000-000000000001/tasks?sectionId=first",
                "/v1/projects/01980a3e-0000-7000-8000-000000000001/tasks?assigneeId=",
                "/v1/tasks/first",
                "/v1/tasks?sort=rank",
                "/v1/tasks?direction=up",
                "/v1/tasks?assignee=carol",
                "/v1/tasks?assignee=me&assigneeId=carol",
                "/v1/tasks?completed=maybe",
                "/v1/tasks?dueFrom=today",
                "/v1/tasks?dueTo=2026-02-30",
                "/v1/tasks?updatedSince=yesterday",
                "/v1/tasks?projectId=first",
                "/v1/tasks?text=",
                "/v1/tasks?cursor=AAAAAAAA",
                "/v1/tasks/01980a3e-0000-7000-8000-000000000001?limit=1",
                "/v1/tasks/01980a3e-0000-7000-8000-000000000001/comments?limit=0",
                "/v1/effects",
                "/v1/effects?events=first",
                "/v1/effects?events=01980a3e-0000-7000-8000-000000000001&project=first",
                "/v1/search",
                "/v1/search?q=",
                "/v1/search?q=%20",
                "/v1/search?q=a&type=person",
                "/v1/search?q=a&workspaceId=acme",
                "/v1/search?q=a&cursor=AAAAAAAA",
                "/v1/workspaces?page=2",
            })
    void malformed_parameters_are_refused(String path) {
        Answer answer = service.get("alice", path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("type")).isEqualTo("/problems/malformed-request");
        assertThat(answer.json().getString("correlationId")).isEqualTo("correlation-of-alice");
    }

    @Test
    void members_of_all_roles_find_what_is_there_until_they_are_let_out() {
        String user = "zoe-" + anyId();
        service.putMember("alice", workspace, user, "viewer");
        UUID project = service.aProjectIn(workspace, "alice");
        UUID task = anyId();
        service.done("alice", workspace, about(task, project, workspace).create("Land softly"));

        assertThat(service.get(user, "/v1/tasks?text=soft").items("id")).containsExactly(task.toString());
        assertThat(service.get(user, "/v1/search?q=softly%20land").items("id")).containsExactly(task.toString());
        assertThat(service.get(user, "/v1/search?q=apollo&type=project").items("id"))
                .containsExactly(project.toString());

        service.delete(user, RunningProjects.memberPath(workspace, user));
        assertThat(service.get(user, "/v1/tasks").items("id")).isEmpty();
        assertThat(service.get(user, "/v1/search?q=softly").items("id")).isEmpty();
    }

    @Test
    void nothing_is_told_to_the_nameless() {
        assertThat(service.anonymously("/v1/workspaces").status()).isEqualTo(401);
        assertThat(service.anonymously("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void who_signs_in_learns_who_they_are_and_where() {
        String user = "zoe-" + anyId();
        UUID first = service.aWorkspaceOf(user);
        UUID second = service.aWorkspaceOf(user);
        service.putMember("alice", workspace, user, "viewer");

        Answer me = service.get(user, "/v1/me");

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().getString("userId")).isEqualTo(user);
        assertThat(me.json().getJsonArray("roles")).isEmpty();
        assertThat(me.json().getJsonObject("workspaces"))
                .isEqualTo(service.get(user, "/v1/workspaces").json());
        assertThat(me.json().getJsonObject("workspaces").getJsonArray("items"))
                .extracting(each -> ((JsonObject) each).getString("id") + " " + ((JsonObject) each).getString("role"))
                .containsExactlyInAnyOrder(first + " owner", second + " owner", workspace + " viewer");
        assertThat(service.getAsOperator("/v1/me").json().getJsonArray("roles")).containsExactly("ops");
        assertThat(service.anonymously("/v1/me").status()).isEqualTo(401);
    }
}
