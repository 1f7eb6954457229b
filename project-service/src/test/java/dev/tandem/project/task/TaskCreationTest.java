package dev.tandem.project.task;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.CAROL;
import static dev.tandem.project.Apollo.LANDING;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.OTHER;
import static dev.tandem.project.Apollo.TO_DO;
import static dev.tandem.project.Apollo.access;
import static dev.tandem.project.Apollo.member;
import static dev.tandem.project.Apollo.pointers;
import static dev.tandem.project.Apollo.project;
import static dev.tandem.project.Apollo.references;
import static dev.tandem.project.Apollo.refusal;
import static dev.tandem.project.Apollo.section;
import static dev.tandem.project.Apollo.sectionOfAnotherProject;
import static dev.tandem.project.Apollo.task;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.CreateTask;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.Setup;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskCreationTest {

    private static final CreateTask COMMAND = about(LANDING, APOLLO, ACME)
            .with("description", "Softly")
            .with("sectionId", TO_DO)
            .with("assigneeId", "bob")
            .with("dueOn", "2026-07-20")
            .create("Land");
    private static final TaskReferences SOUND = references(section(TO_DO, "To do"), member("bob"));

    @Test
    void a_member_makes_a_task() {
        Decision decision = decided(access(Role.member), null, SOUND);

        TaskCreated fact = new TaskCreated(LANDING, APOLLO, ACME, "Land", TO_DO, "bob", "2026-07-20", "V", null, CAROL);
        assertThat(decision).isEqualTo(Decision.happens(new Occurrence(fact, LANDING, 1, NOW)));
        assertThat(Task.from(COMMAND, fact, "carol", NOW).toJson())
                .contains(
                        Map.entry("description", "Softly"),
                        Map.entry("dueOn", "2026-07-20"),
                        Map.entry("completed", false),
                        Map.entry("rank", "V"),
                        Map.entry("createdBy", "carol"));
    }

    @Test
    void with_a_title_and_nothing_else() {
        CreateTask bare = about(LANDING, APOLLO, ACME).create("Land");
        Decision decision = TaskCreation.decide(bare, access(Role.member), null, references(null, null), NOW);
        assertThat(decision)
                .isEqualTo(Decision.happens(new Occurrence(
                        new TaskCreated(LANDING, APOLLO, ACME, "Land", null, null, null, "V", null, CAROL),
                        LANDING,
                        1,
                        NOW)));
    }

    @Test
    void what_it_points_at_has_to_be_there() {
        assertThat(pointers(decided(access(Role.member), null, references(null, null))))
                .containsExactly("/sectionId", "/assigneeId");
        assertThat(pointers(
                        decided(access(Role.member), null, references(sectionOfAnotherProject(TO_DO), member("bob")))))
                .containsExactly("/sectionId");
    }

    @Test
    void a_repeated_command_changes_nothing_even_when_the_right_is_gone() {
        assertThat(decided(new ProjectAccess(project(), null), task(), references(null, null)))
                .isEqualTo(Decision.changesNothing());
    }

    @Test
    void refusals() {
        assertThat(refusal(decided(access(Role.viewer), null, SOUND)).status()).isEqualTo(403);
        assertThat(refusal(decided(new ProjectAccess(project(), null), null, SOUND))
                        .status())
                .isEqualTo(404);
        assertThat(refusal(decided(new ProjectAccess(null, member("carol")), null, SOUND))
                        .status())
                .isEqualTo(404);
        assertThat(refusal(decided(access(Role.member, project(Setup.done, true, false)), null, SOUND))
                        .status())
                .isEqualTo(409);
        assertThat(refusal(decided(access(Role.member, project(Setup.done, false, true)), task(), SOUND))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_id_used_in_another_project_is_a_conflict() {
        CreateTask elsewhere = about(LANDING, OTHER, ACME).create("Land");
        assertThat(refusal(TaskCreation.decide(elsewhere, access(Role.member), task(), references(null, null), NOW))
                        .status())
                .isEqualTo(409);
    }

    private static Decision decided(ProjectAccess access, @Nullable Task existing, TaskReferences references) {
        return TaskCreation.decide(COMMAND, access, existing, references, NOW);
    }
}
