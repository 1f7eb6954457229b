package dev.tandem.project;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.DONE;
import static dev.tandem.project.Apollo.LANDING;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.SAID;
import static dev.tandem.project.Apollo.access;
import static dev.tandem.project.Apollo.carol;
import static dev.tandem.project.Apollo.comment;
import static dev.tandem.project.Apollo.deletedTask;
import static dev.tandem.project.Apollo.member;
import static dev.tandem.project.Apollo.project;
import static dev.tandem.project.Apollo.references;
import static dev.tandem.project.Apollo.section;
import static dev.tandem.project.Apollo.task;
import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.ChangeSection;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.DeleteComment;
import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.DeleteSection;
import dev.tandem.contracts.DeleteTask;
import dev.tandem.contracts.EditComment;
import dev.tandem.contracts.RestoreTask;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.SetUpProject;
import dev.tandem.kit.permission.Action;
import dev.tandem.project.comment.CommentAddition;
import dev.tandem.project.comment.CommentDeletion;
import dev.tandem.project.comment.CommentEdit;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.order.Order;
import dev.tandem.project.project.ProjectChange;
import dev.tandem.project.project.ProjectCreation;
import dev.tandem.project.project.ProjectDeletion;
import dev.tandem.project.project.ProjectSetup;
import dev.tandem.project.project.Setup;
import dev.tandem.project.section.SectionChange;
import dev.tandem.project.section.SectionCreation;
import dev.tandem.project.section.SectionDeletion;
import dev.tandem.project.task.TaskChange;
import dev.tandem.project.task.TaskCreation;
import dev.tandem.project.task.TaskDeletion;
import dev.tandem.project.task.TaskRestoration;
import dev.tandem.project.workspace.Workspace;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares one table of permissions with the answers to permission questions and with the decisions on write commands.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionMatrixTest {

    private static final String MATRIX = """
            |                 | owner | admin | member | viewer |
            | workspace.read  | yes   | yes   | yes    | yes    |
            | project.read    | yes   | yes   | yes    | yes    |
            | activity.read   | yes   | yes   | yes    | yes    |
            | project.create  | yes   | yes   | yes    | no     |
            | project.change  | yes   | yes   | yes    | no     |
            | section.create  | yes   | yes   | yes    | no     |
            | section.change  | yes   | yes   | yes    | no     |
            | section.delete  | yes   | yes   | yes    | no     |
            | task.create     | yes   | yes   | yes    | no     |
            | task.change     | yes   | yes   | yes    | no     |
            | task.delete     | yes   | yes   | yes    | no     |
            | task.restore    | yes   | yes   | yes    | no     |
            | comment.add     | yes   | yes   | yes    | no     |
            | comment.edit    | yes   | yes   | yes    | no     |
            | comment.delete  | yes   | yes   | yes    | no     |
            | comment.moderate | yes  | yes   | no     | no     |
            | project.archive | yes   | yes   | no     | no     |
            | project.delete  | yes   | yes   | no     | no     |
            | project.set-up  | yes   | yes   | no     | no     |
            | members.manage  | yes   | yes   | no     | no     |
            | webhooks.manage | yes   | yes   | no     | no     |
            | audit.read      | yes   | yes   | no     | no     |
            | audit.limit     | yes   | no    | no     | no     |
            """;

    private final RunningProjects service = RunningProjects.get();
    private final Map<Role, String> users =
            new EnumMap<>(Map.of(Role.owner, "olga", Role.admin, "adam", Role.member, "mia", Role.viewer, "vera"));
    private final UUID workspace = service.aWorkspaceOf("olga");
    private final UUID project = service.aProjectIn(workspace, "olga");
    private final UUID task = anyId();

    @BeforeAll
    void aTeamWithATask() {
        users.forEach((role, user) -> {
            if (role != Role.owner) {
                service.putMember("olga", workspace, user, role.name());
            }
        });
        service.done("olga", workspace, about(task, project, workspace).create("Land"));
    }

    @Test
    void the_matrix_speaks_of_every_action_and_every_role() {
        assertThat(cells().map(cell -> (Action) cell.get()[0]).distinct()).containsExactlyInAnyOrder(Action.values());
        assertThat(cells().map(cell -> (Role) cell.get()[1]).distinct()).containsExactlyInAnyOrder(Role.values());
        assertThat(cells()).hasSize(Action.values().length * Role.values().length);
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @MethodSource("cells")
    void the_question_is_answered_so(Action action, Role role, boolean allowed) {
        places().forEach((place, id) -> {
            RunningProjects.Permission answer = service.permission(users.get(role), action.wireName(), place, id);
            assertThat(answer.status()).isEqualTo(allowed ? 200 : 403);
            if (allowed) {
                assertThat(answer.json().getString("workspaceId")).isEqualTo(workspace.toString());
                assertThat(answer.json().getString("role")).isEqualTo(role.name());
                assertThat(answer.json().getString("projectId"))
                        .isEqualTo(place.startsWith("workspace") ? null : project.toString());
            }
        });
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @MethodSource("cells")
    void it_is_decided_so_where_it_is_written(Action action, Role role, boolean allowed) {
        Optional<Decision> decision = decided(action, role);
        if (decision.isPresent()) {
            assertThat(decision.get() instanceof Decision.Accepted).isEqualTo(allowed);
            if (decision.get() instanceof Decision.Refused refused) {
                assertThat(refused.problem().status()).isEqualTo(403);
            }
        } else {
            assertThat(answered(action, users.get(role))).isEqualTo(allowed ? 200 : 403);
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void to_a_stranger_there_is_nothing(Action action) {
        places().forEach((place, id) -> assertThat(
                        service.permission("eve", action.wireName(), place, id).status())
                .isEqualTo(404));
    }

    private Map<String, UUID> places() {
        return Map.of("workspaceId", workspace, "projectId", project, "taskId", task);
    }

    static Stream<Action> actions() {
        return Stream.of(Action.values());
    }

    static Stream<Arguments> cells() {
        List<String[]> rows = MATRIX.lines()
                .map(line -> Arrays.stream(line.substring(1).split("[|]"))
                        .map(String::strip)
                        .toArray(String[]::new))
                .toList();
        String[] roles = rows.get(0);
        return rows.stream()
                .skip(1)
                .flatMap(row -> Stream.of(1, 2, 3, 4)
                        .map(column -> Arguments.of(
                                Action.named(row[0]).orElseThrow(),
                                Role.valueOf(roles[column]),
                                row[column].equals("yes"))));
    }

    /** Decides the action's command; empty for actions answered synchronously. */
    private static Optional<Decision> decided(Action action, Role role) {
        return switch (action) {
            case WORKSPACE_READ,
                    PROJECT_READ,
                    ACTIVITY_READ,
                    MEMBERS_MANAGE,
                    WEBHOOKS_MANAGE,
                    AUDIT_READ,
                    AUDIT_LIMIT -> Optional.empty();
            case PROJECT_CREATE ->
                Optional.of(ProjectCreation.decide(
                        new CreateProject(APOLLO, ACME, "Apollo", null, null, null),
                        new ProjectCreation.Situation(
                                new Workspace(ACME, "Acme", 1, NOW, "alice"), carol(role), carol(role), null),
                        NOW));
            case PROJECT_CHANGE ->
                Optional.of(ProjectChange.decide(
                        new ChangeProject(APOLLO, ACME, null, null, "Artemis", null, null, List.of()),
                        access(role),
                        NOW));
            case PROJECT_ARCHIVE ->
                Optional.of(ProjectChange.decide(
                        new ChangeProject(APOLLO, ACME, null, null, null, null, true, List.of()), access(role), NOW));
            case PROJECT_DELETE ->
                Optional.of(ProjectDeletion.decide(new DeleteProject(APOLLO, ACME, null, null), access(role), NOW));
            case PROJECT_SET_UP ->
                Optional.of(ProjectSetup.decide(
                        new SetUpProject(APOLLO, ACME, null), access(role, project(Setup.failed, false, false)), NOW));
            case SECTION_CREATE ->
                Optional.of(SectionCreation.decide(
                        new CreateSection(DONE, APOLLO, ACME, "Done", null, null, null),
                        access(role),
                        null,
                        Order.empty("section"),
                        NOW));
            case SECTION_CHANGE ->
                Optional.of(SectionChange.decide(
                        new ChangeSection(DONE, APOLLO, ACME, null, null, "Finished", null, null, null),
                        access(role),
                        section(DONE, "Done"),
                        Order.empty("section"),
                        NOW));
            case SECTION_DELETE ->
                Optional.of(SectionDeletion.decide(
                        new DeleteSection(DONE, APOLLO, ACME, null, null, null),
                        access(role),
                        new SectionDeletion.Situation(section(DONE, "Done"), null, 3),
                        NOW));
            case TASK_CREATE ->
                Optional.of(TaskCreation.decide(
                        about(LANDING, APOLLO, ACME).create("Land"), access(role), null, references(null, null), NOW));
            case TASK_CHANGE ->
                Optional.of(TaskChange.decide(
                        about(LANDING, APOLLO, ACME).with("assigneeId", "dora").change(),
                        access(role),
                        task(),
                        references(null, member("dora")),
                        NOW));
            case TASK_DELETE ->
                Optional.of(TaskDeletion.decide(
                        new DeleteTask(LANDING, APOLLO, ACME, null, null), access(role), task(), NOW));
            case TASK_RESTORE ->
                Optional.of(TaskRestoration.decide(
                        new RestoreTask(LANDING, APOLLO, ACME), access(role), deletedTask(), NOW));
            case COMMENT_ADD ->
                Optional.of(CommentAddition.decide(
                        new AddComment(DONE, LANDING, APOLLO, ACME, "Soft?"),
                        access(role),
                        new CommentAddition.Situation(task(), null, List.of()),
                        NOW));
            case COMMENT_EDIT ->
                Optional.of(CommentEdit.decide(
                        new EditComment(SAID, LANDING, APOLLO, ACME, null, null, "Hard?"),
                        access(role),
                        new CommentEdit.Situation(task(), comment("carol"), List.of()),
                        NOW));
            case COMMENT_DELETE -> Optional.of(deletionOfACommentBy("carol", role));
            case COMMENT_MODERATE -> Optional.of(deletionOfACommentBy("bob", role));
        };
    }

    private static Decision deletionOfACommentBy(String author, Role role) {
        return CommentDeletion.decide(
                new DeleteComment(SAID, LANDING, APOLLO, ACME, null, null), access(role), task(), comment(author), NOW);
    }

    /**
     * Tries an action that is answered synchronously. The activity feed and webhooks belong to other services, which only ask for
     * permission.
     */
    private int answered(Action action, String user) {
        return switch (action) {
            case MEMBERS_MANAGE ->
                service.putMember(user, workspace, "newcomer", "viewer").status();
            case WORKSPACE_READ ->
                service.get(user, "/v1/workspaces/" + workspace).status();
            case WEBHOOKS_MANAGE, AUDIT_READ, AUDIT_LIMIT ->
                service.permission(user, action.wireName(), "workspaceId", workspace)
                        .status();
            case PROJECT_READ -> service.get(user, "/v1/projects/" + project).status();
            default ->
                service.permission(user, action.wireName(), "projectId", project)
                        .status();
        };
    }
}
