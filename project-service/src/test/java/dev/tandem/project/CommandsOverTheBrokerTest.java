package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.Commands.createProject;
import static dev.tandem.project.Commands.createWorkspace;
import static dev.tandem.project.Commands.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationRetrying;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.Payload;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.messaging.Envelope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandsOverTheBrokerTest {

    private final RunningProjects service = RunningProjects.get();

    @Test
    void a_workspace_and_a_project_in_it_come_into_being_and_are_told() {
        UUID workspace = anyId();
        UUID project = anyId();

        UUID first = service.command("alice", workspace, createWorkspace(workspace, "alice"));
        UUID second = service.command("alice", workspace, createProject(project, workspace));

        await().untilAsserted(() -> assertThat(told(workspace, OperationSucceeded.class))
                .extracting(
                        OperationSucceeded::operationId, OperationSucceeded::targetType, OperationSucceeded::targetId)
                .containsExactlyInAnyOrder(
                        tuple(first, "workspace", workspace.toString()), tuple(second, "project", project.toString())));
        await().untilAsserted(() ->
                assertThat(told(workspace, WorkspaceCreated.class)).hasSize(1));
        await().untilAsserted(
                        () -> assertThat(told(workspace, ProjectCreated.class)).hasSize(1));
        assertThat(service.topics.of(workspace))
                .filteredOn(told -> told.payload() instanceof ProjectCreated)
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.routingKey()).isEqualTo("project.created");
                    assertThat(told.envelope().subject()).isEqualTo(project.toString());
                    assertThat(told.envelope().operationId()).isEqualTo(second.toString());
                    assertThat(told.envelope().correlationId()).isEqualTo("correlation-1");
                    assertThat(told.envelope().id().version()).isEqualTo(7);
                });
        assertThat(service.get("alice", "/v1/projects/" + project).json().getString("name"))
                .isEqualTo("Apollo");
    }

    @Test
    void a_command_that_is_delivered_twice_takes_effect_once() {
        UUID workspace = service.aWorkspaceOf("alice");
        CreateProject command = createProject(anyId(), workspace);
        Envelope envelope = envelope("alice", workspace, command, anyId().toString());

        service.topics.publish(envelope, command);
        service.topics.publish(envelope, command);
        service.aProjectIn(workspace, "alice");

        await().untilAsserted(
                        () -> assertThat(told(workspace, ProjectCreated.class)).hasSize(2));
        await().untilAsserted(() ->
                assertThat(told(workspace, OperationSucceeded.class)).hasSize(3));
        assertThat(service.get("alice", "/v1/projects?workspaceId=" + workspace).items("id"))
                .hasSize(2);
    }

    @Test
    void good_and_refused_commands_of_a_batch_each_come_out_as_they_should() {
        UUID workspace = service.aWorkspaceOf("alice");
        service.putMember("alice", workspace, "dave", "viewer");
        UUID stranger = service.command("eve", workspace, createProject(anyId(), workspace));
        UUID good = service.command("alice", workspace, createProject(anyId(), workspace));
        UUID viewer = service.command("dave", workspace, createProject(anyId(), workspace));
        UUID badLead = service.command("alice", workspace, createProject(anyId(), workspace, "nobody"));

        await().untilAsserted(() -> assertThat(told(workspace, OperationFailed.class))
                .extracting(OperationFailed::operationId, OperationFailed::status)
                .containsExactlyInAnyOrder(tuple(stranger, 404), tuple(viewer, 403), tuple(badLead, 422)));
        await().untilAsserted(() -> assertThat(told(workspace, OperationSucceeded.class))
                .extracting(OperationSucceeded::operationId)
                .contains(good));
        assertThat(service.get("alice", "/v1/projects?workspaceId=" + workspace).items("id"))
                .hasSize(1);
    }

    @Test
    void a_right_that_is_revoked_after_the_acceptance_does_not_create() {
        UUID workspace = service.aWorkspaceOf("alice");
        service.putMember("alice", workspace, "carol", "member");
        assertThat(service.permission("carol", "project.create", "workspaceId", workspace)
                        .status())
                .isEqualTo(200);

        assertThat(service.delete("alice", RunningProjects.memberPath(workspace, "carol"))
                        .status())
                .isEqualTo(204);
        UUID operation = service.command("carol", workspace, createProject(anyId(), workspace));

        await().untilAsserted(() -> assertThat(told(workspace, OperationFailed.class))
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.operationId()).isEqualTo(operation);
                    assertThat(failed.status()).isEqualTo(404);
                    assertThat(failed.type()).isEqualTo("/problems/not-found");
                }));
        assertThat(told(workspace, ProjectCreated.class)).isEmpty();
    }

    @Test
    void a_command_that_fails_is_told_to_be_tried_again_and_then_takes_effect() {
        UUID workspace = service.aWorkspaceOf("alice");
        UUID operation;
        service.alter("ALTER TABLE project RENAME TO hidden_project");
        try {
            operation = service.command("alice", workspace, createProject(anyId(), workspace));
            await().untilAsserted(() -> assertThat(told(workspace, OperationRetrying.class))
                    .first()
                    .satisfies(retrying -> {
                        assertThat(retrying.operationId()).isEqualTo(operation);
                        assertThat(retrying.attempt()).isEqualTo(2);
                        assertThat(Instant.parse(retrying.nextAttemptAt()))
                                .isAfter(Instant.now().minusSeconds(60));
                        assertThat(retrying.reason()).contains("project");
                    }));
        } finally {
            service.alter("ALTER TABLE hidden_project RENAME TO project");
        }

        await().untilAsserted(() -> assertThat(told(workspace, OperationSucceeded.class))
                .extracting(OperationSucceeded::operationId)
                .contains(operation));
    }

    private <P extends Payload> List<P> told(UUID workspace, Class<P> kind) {
        return service.topics.of(workspace).stream()
                .map(Topics.Told::payload)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
