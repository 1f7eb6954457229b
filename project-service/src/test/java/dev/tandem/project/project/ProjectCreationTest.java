package dev.tandem.project.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.Role;
import dev.tandem.kit.http.Problem;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectCreation.Situation;
import dev.tandem.project.workspace.Member;
import dev.tandem.project.workspace.Workspace;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectCreationTest {

    private static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01980a3e-0000-7000-8000-000000000002");
    private static final UUID APOLLO = UUID.fromString("01980a3e-0000-7000-8000-00000000000a");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final CreateProject COMMAND =
            new CreateProject(APOLLO, ACME, "Apollo", "To the moon", "kanban", "bob");
    private static final Workspace WORKSPACE = new Workspace(ACME, "Acme", 5, NOW, "alice");
    private static final Member BOB = member("bob", Role.viewer);

    @ParameterizedTest
    @EnumSource(names = "viewer", mode = EnumSource.Mode.EXCLUDE)
    void owners_admins_and_members_create_projects(Role role) {
        Member carol = new Member(ACME, "carol", role, "carol@example.com", "Carol", NOW);

        Decision decision = ProjectCreation.decide(COMMAND, new Situation(WORKSPACE, carol, BOB, null), NOW);

        ProjectCreated expected = new ProjectCreated(
                APOLLO, ACME, "Apollo", "bob", new Person("carol", "carol@example.com", "Carol"), "kanban", 5);
        assertThat(decision).isEqualTo(Decision.happens(new Occurrence(expected, APOLLO, 1, NOW)));
    }

    @Test
    void viewers_do_not() {
        assertThat(refusal(new Situation(WORKSPACE, member("dave", Role.viewer), BOB, null))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void to_strangers_the_workspace_does_not_exist() {
        Problem toStranger = refusal(new Situation(WORKSPACE, null, BOB, null));
        assertThat(toStranger.status()).isEqualTo(404);
        assertThat(refusal(new Situation(null, null, null, null))).isEqualTo(toStranger);
    }

    @Test
    void the_lead_is_a_member() {
        Problem problem = refusal(new Situation(WORKSPACE, member("carol", Role.member), null, null));
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/leadId"));
    }

    @Test
    void a_repeated_command_changes_nothing_even_when_the_right_is_gone() {
        assertThat(ProjectCreation.decide(COMMAND, new Situation(WORKSPACE, null, null, projectIn(ACME)), NOW))
                .isEqualTo(Decision.changesNothing());
    }

    @Test
    void an_id_used_in_another_workspace_is_a_conflict() {
        Member carol = member("carol", Role.member);
        assertThat(refusal(new Situation(WORKSPACE, carol, BOB, projectIn(OTHER)))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void but_not_to_those_who_may_not_know() {
        assertThat(refusal(new Situation(WORKSPACE, null, BOB, projectIn(OTHER)))
                        .status())
                .isEqualTo(404);
    }

    private static Problem refusal(Situation situation) {
        Decision decision = ProjectCreation.decide(COMMAND, situation, NOW);
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).problem();
    }

    private static Member member(String userId, Role role) {
        return new Member(ACME, userId, role, null, null, NOW);
    }

    private static @Nullable Project projectIn(UUID workspace) {
        return new Project(
                APOLLO,
                workspace,
                "Apollo",
                null,
                "bob",
                new Project.Plan(null, Setup.none, null),
                new Project.Edition(1, 1),
                new Project.Life("carol", NOW, NOW, null, null));
    }
}
