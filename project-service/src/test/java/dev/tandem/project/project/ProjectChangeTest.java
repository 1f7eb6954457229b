package dev.tandem.project.project;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.CAROL;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.OTHER;
import static dev.tandem.project.Apollo.access;
import static dev.tandem.project.Apollo.after;
import static dev.tandem.project.Apollo.carol;
import static dev.tandem.project.Apollo.facts;
import static dev.tandem.project.Apollo.project;
import static dev.tandem.project.Apollo.refusal;
import static dev.tandem.project.Apollo.sequences;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.ChangeProject;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectDescribed;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.contracts.ProjectRestored;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.contracts.Role;
import dev.tandem.project.decision.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectChangeTest {

    private static final Project ARCHIVED = project(Setup.done, true, false);

    @Test
    void each_change_is_a_fact_and_a_version() {
        ChangeProject command =
                new ChangeProject(APOLLO, ACME, 5L, null, "Artemis", "Back to the moon", true, List.of());

        Decision decision = decided(command, Role.admin, project());

        assertThat(facts(decision))
                .containsExactly(
                        new ProjectRenamed(APOLLO, ACME, "Artemis", "Apollo", CAROL),
                        new ProjectDescribed(APOLLO, ACME, "Artemis", CAROL),
                        new ProjectArchived(APOLLO, ACME, "Artemis", CAROL));
        assertThat(sequences(decision)).containsExactly(6L, 7L, 8L);
        Project after = after(project(), command, decision);
        assertThat(after.name()).isEqualTo("Artemis");
        assertThat(after.description()).isEqualTo("Back to the moon");
        assertThat(after.life().archivedAt()).isEqualTo(NOW);
        assertThat(after.life().updatedAt()).isEqualTo(NOW);
        assertThat(after.version()).isEqualTo(8);
    }

    @Test
    void a_description_is_cleared() {
        ChangeProject command = new ChangeProject(APOLLO, ACME, null, null, null, null, null, List.of("description"));
        Decision decision = decided(command, Role.member, project());
        assertThat(facts(decision)).containsExactly(new ProjectDescribed(APOLLO, ACME, "Apollo", CAROL));
        assertThat(after(project(), command, decision).description()).isNull();
    }

    @Test
    void what_is_so_already_changes_nothing() {
        assertThat(facts(decided(change("Apollo", "To the moon", false), Role.admin, project())))
                .isEmpty();
        assertThat(facts(decided(change("Apollo", null, true), Role.admin, ARCHIVED)))
                .isEmpty();
    }

    @Test
    void an_archived_project_is_restored_before_it_changes() {
        Decision decision = decided(change("Artemis", null, false), Role.admin, ARCHIVED);
        assertThat(facts(decision))
                .containsExactly(
                        new ProjectRestored(APOLLO, ACME, "Apollo", CAROL),
                        new ProjectRenamed(APOLLO, ACME, "Artemis", "Apollo", CAROL));
    }

    @Test
    void and_does_not_change_otherwise() {
        assertThat(refusal(decided(change("Artemis", null, null), Role.admin, ARCHIVED)))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(409);
                    assertThat(problem.detail()).isEqualTo("The project is archived; restore it first.");
                });
        assertThat(refusal(decided(change("Artemis", null, true), Role.admin, ARCHIVED))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void a_structure_that_was_not_built_while_it_was_archived_is_asked_for_again() {
        Project waiting = project(Setup.pending, true, false);
        ChangeProject command = change(null, null, false);
        Decision decision = decided(command, Role.admin, waiting);
        assertThat(facts(decision))
                .containsExactly(
                        new ProjectRestored(APOLLO, ACME, "Apollo", CAROL),
                        new ProjectSetupRequested(APOLLO, ACME, "Apollo", "kanban", CAROL));
        assertThat(after(waiting, command, decision).version()).isEqualTo(7);
    }

    @Test
    void one_of_several_versions_is_enough() {
        ChangeProject command = new ChangeProject(APOLLO, ACME, 3L, List.of(5L), "Artemis", null, null, List.of());
        assertThat(decided(command, Role.member, project())).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void who_has_seen_it_before_its_set_up_went_on_may_change_it_and_who_has_missed_an_edit_may_not() {
        ChangeProject asSeen = new ChangeProject(APOLLO, ACME, 5L, null, "Artemis", null, null, List.of());
        Project setUp = project(Setup.pending, false, false).planned(new Project.Plan("kanban", Setup.done, null), NOW);
        assertThat(setUp.version()).isEqualTo(6);

        Decision decision = decided(asSeen, Role.member, setUp);

        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        Project edited = after(setUp, asSeen, decision);
        assertThat(edited.version()).isEqualTo(7);
        for (long seen : new long[] {5, 6}) {
            ChangeProject late = new ChangeProject(APOLLO, ACME, seen, null, "Gemini", null, null, List.of());
            assertThat(refusal(decided(late, Role.member, edited)).status())
                    .as("version " + seen)
                    .isEqualTo(412);
        }
    }

    @Test
    void who_has_seen_another_version_is_told_the_present_one() {
        ChangeProject command = new ChangeProject(APOLLO, ACME, 3L, null, "Apollo", null, null, List.of());
        assertThat(refusal(decided(command, Role.member, project()))).satisfies(problem -> {
            assertThat(problem.status()).isEqualTo(412);
            assertThat(problem.detail())
                    .isEqualTo("The project has changed since version 3; it is at 5 now. Read it again.");
        });
    }

    @ParameterizedTest
    @CsvSource({
        // what is asked, owner, admin, member, viewer
        "rename,             200, 200, 200, 403",
        "describe,           200, 200, 200, 403",
        "clear,              200, 200, 200, 403",
        "archive,            200, 200, 403, 403",
        "restore,            200, 200, 403, 403",
        "rename-and-archive, 200, 200, 403, 403",
    })
    void who_may(String what, int owner, int admin, int member, int viewer) {
        ChangeProject command =
                switch (what) {
                    case "rename" -> change("Artemis", null, null);
                    case "describe" -> change(null, "Back", null);
                    case "clear" ->
                        new ChangeProject(APOLLO, ACME, null, null, null, null, null, List.of("description"));
                    case "archive" -> change(null, null, true);
                    case "restore" -> change(null, null, false);
                    default -> change("Artemis", null, true);
                };
        Project project = what.equals("restore") ? ARCHIVED : project();
        assertThat(List.of(
                        status(decided(command, Role.owner, project)),
                        status(decided(command, Role.admin, project)),
                        status(decided(command, Role.member, project)),
                        status(decided(command, Role.viewer, project))))
                .containsExactly(owner, admin, member, viewer);
    }

    @Test
    void to_others_there_is_no_such_project() {
        ChangeProject command = change("Artemis", null, null);
        assertThat(status(ProjectChange.decide(command, new ProjectAccess(null, carol(Role.owner)), NOW)))
                .isEqualTo(404);
        assertThat(status(ProjectChange.decide(command, new ProjectAccess(project(), null), NOW)))
                .isEqualTo(404);
        assertThat(status(decided(command, Role.owner, project(Setup.done, false, true))))
                .isEqualTo(404);
        ChangeProject fromElsewhere = new ChangeProject(APOLLO, OTHER, null, null, "Artemis", null, null, List.of());
        assertThat(status(decided(fromElsewhere, Role.owner, project()))).isEqualTo(404);
    }

    private static Decision decided(ChangeProject command, Role role, Project project) {
        return ProjectChange.decide(command, access(role, project), NOW);
    }

    private static ChangeProject change(
            @Nullable String name, @Nullable String description, @Nullable Boolean archived) {
        return new ChangeProject(APOLLO, ACME, null, null, name, description, archived, List.of());
    }

    private static int status(Decision decision) {
        return decision instanceof Decision.Refused refused ? refused.problem().status() : 200;
    }
}
