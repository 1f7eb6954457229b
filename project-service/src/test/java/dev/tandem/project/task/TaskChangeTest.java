package dev.tandem.project.task;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.CAROL;
import static dev.tandem.project.Apollo.DONE;
import static dev.tandem.project.Apollo.LANDING;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.OTHER;
import static dev.tandem.project.Apollo.access;
import static dev.tandem.project.Apollo.after;
import static dev.tandem.project.Apollo.facts;
import static dev.tandem.project.Apollo.member;
import static dev.tandem.project.Apollo.pointers;
import static dev.tandem.project.Apollo.project;
import static dev.tandem.project.Apollo.references;
import static dev.tandem.project.Apollo.refusal;
import static dev.tandem.project.Apollo.section;
import static dev.tandem.project.Apollo.sectionOfAnotherProject;
import static dev.tandem.project.Apollo.sequences;
import static dev.tandem.project.Apollo.task;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskDescribed;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskRenamed;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskReordered;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskUnassigned;
import dev.tandem.project.TaskCommand;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.Setup;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskChangeTest {

    private static final TaskReferences NONE = references(null, null);
    private static final ChangeTask EVERYTHING = about(LANDING, APOLLO, ACME)
            .with("expectedVersion", 3L)
            .with("title", "Land well")
            .with("description", "Very softly")
            .with("sectionId", DONE)
            .with("assigneeId", "dora")
            .with("dueOn", "2026-07-21")
            .with("completed", true)
            .change();
    private static final TaskReferences DORA = references(section(DONE, "Done"), member("dora"));

    @Test
    void each_change_is_a_fact_and_a_version_and_sees_those_before_it() {
        Decision decision = TaskChange.decide(EVERYTHING, access(Role.member), task(), DORA, NOW);

        assertThat(facts(decision))
                .containsExactly(
                        new TaskRenamed(LANDING, APOLLO, ACME, "Land well", "Land", CAROL),
                        new TaskDescribed(LANDING, APOLLO, ACME, "Land well", List.of("description"), CAROL),
                        new TaskMoved(LANDING, APOLLO, ACME, "Land well", DONE, "Done", "V", null, CAROL),
                        new TaskAssigned(LANDING, APOLLO, ACME, "Land well", "dora", "bob", CAROL),
                        new TaskRescheduled(LANDING, APOLLO, ACME, "Land well", "2026-07-21", "dora", "alice", CAROL),
                        new TaskCompleted(LANDING, APOLLO, ACME, "Land well", "dora", "alice", CAROL));
        assertThat(sequences(decision)).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(after(task(), EVERYTHING, decision))
                .isEqualTo(new Task(
                        LANDING,
                        ACME,
                        APOLLO,
                        task().details().after(EVERYTHING, NOW),
                        "V",
                        task().tally(),
                        9,
                        task().start(),
                        NOW,
                        null));
    }

    @Test
    void clearing_is_told_once() {
        ChangeTask command = about(LANDING, APOLLO, ACME)
                .clearing("description", "sectionId", "assigneeId", "dueOn")
                .change();

        Decision decision = TaskChange.decide(command, access(Role.member), task(), NONE, NOW);

        assertThat(facts(decision))
                .containsExactly(
                        new TaskDescribed(LANDING, APOLLO, ACME, "Land", List.of("description"), CAROL),
                        new TaskMoved(LANDING, APOLLO, ACME, "Land", null, null, "V", null, CAROL),
                        new TaskUnassigned(LANDING, APOLLO, ACME, "Land", "bob", CAROL),
                        new TaskRescheduled(LANDING, APOLLO, ACME, "Land", null, null, "alice", CAROL));
        Task after = after(task(), command, decision);
        assertThat(facts(TaskChange.decide(command, access(Role.member), after, NONE, NOW)))
                .isEmpty();
    }

    @Test
    void what_is_so_already_changes_nothing_even_if_the_assignee_has_left() {
        ChangeTask command = about(LANDING, APOLLO, ACME)
                .with("title", "Land")
                .with("description", "Softly")
                .with("sectionId", task().details().sectionId())
                .with("assigneeId", "bob")
                .with("dueOn", "2026-07-20")
                .with("completed", false)
                .change();
        assertThat(facts(TaskChange.decide(command, access(Role.member), task(), NONE, NOW)))
                .isEmpty();
    }

    @Test
    void a_task_that_is_done_is_reopened() {
        Task done = after(task(), EVERYTHING, TaskChange.decide(EVERYTHING, access(Role.member), task(), DORA, NOW));
        ChangeTask command = completed(false);
        Decision decision = TaskChange.decide(command, access(Role.member), done, NONE, NOW);
        assertThat(facts(decision))
                .containsExactly(new TaskReopened(LANDING, APOLLO, ACME, "Land well", "dora", "alice", CAROL));
        assertThat(after(done, command, decision).details().completed()).isFalse();
        assertThat(facts(TaskChange.decide(completed(true), access(Role.member), done, NONE, NOW)))
                .isEmpty();
    }

    @Test
    void what_it_points_at_has_to_be_there() {
        assertThat(pointers(TaskChange.decide(EVERYTHING, access(Role.member), task(), NONE, NOW)))
                .containsExactly("/sectionId", "/assigneeId");
        TaskReferences elsewhere = references(sectionOfAnotherProject(DONE), member("dora"));
        assertThat(pointers(TaskChange.decide(EVERYTHING, access(Role.member), task(), elsewhere, NOW)))
                .containsExactly("/sectionId");
    }

    @Test
    void one_of_several_versions_is_enough() {
        ChangeTask command = about(LANDING, APOLLO, ACME)
                .with("expectedVersion", 2L)
                .with("otherVersions", List.of(3L))
                .with("title", "Land")
                .change();
        assertThat(TaskChange.decide(command, access(Role.member), task(), NONE, NOW))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void who_has_seen_another_version_is_told_the_present_one() {
        ChangeTask command = about(LANDING, APOLLO, ACME)
                .with("expectedVersion", 2L)
                .with("title", "Land")
                .change();
        assertThat(refusal(TaskChange.decide(command, access(Role.member), task(), NONE, NOW)))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(412);
                    assertThat(problem.detail())
                            .isEqualTo("The task has changed since version 2; it is at 3 now. Read it again.");
                });
    }

    @Test
    void refusals() {
        assertThat(status(access(Role.viewer), task())).isEqualTo(403);
        assertThat(status(new ProjectAccess(project(), null), task())).isEqualTo(404);
        assertThat(status(access(Role.member, project(Setup.done, false, true)), task()))
                .isEqualTo(404);
        assertThat(status(access(Role.member, project(Setup.done, true, false)), task()))
                .isEqualTo(409);
        assertThat(status(access(Role.member), null)).isEqualTo(404);
    }

    @Test
    void a_task_of_another_project_is_not_there() {
        ChangeTask command = about(LANDING, OTHER, ACME).with("title", "Land").change();
        assertThat(refusal(TaskChange.decide(command, access(Role.member), task(), NONE, NOW))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void another_place_in_the_same_section_is_a_fact_of_its_own() {
        ChangeTask first = about(LANDING, APOLLO, ACME).with("place", "first").change();
        TaskReferences order = near(OTHER, "V0000z");

        Decision decision = TaskChange.decide(first, access(Role.member), task(), order, NOW);

        assertThat(facts(decision))
                .containsExactly(new TaskReordered(LANDING, APOLLO, ACME, "Land", "V0000y", null, CAROL));
        assertThat(sequences(decision)).containsExactly(4L);
        assertThat(after(task(), first, decision).rank()).isEqualTo("V0000y");
    }

    @Test
    void who_stands_there_already_is_not_moved() {
        TaskReferences order = near(OTHER, "V0000z");
        order.order().enter(LANDING, task().rank());
        for (ChangeTask command : List.of(
                about(LANDING, APOLLO, ACME).with("place", "last").change(),
                about(LANDING, APOLLO, ACME).with("after", OTHER).change())) {
            assertThat(facts(TaskChange.decide(command, access(Role.member), task(), order, NOW)))
                    .isEmpty();
        }
    }

    @Test
    void a_place_next_to_what_is_not_there_or_two_places_are_refused() {
        assertThat(pointers(placed(about(LANDING, APOLLO, ACME).with("before", DONE))))
                .containsExactly("/before");
        assertThat(pointers(placed(about(LANDING, APOLLO, ACME).with("after", LANDING))))
                .containsExactly("/after");
        assertThat(pointers(placed(
                        about(LANDING, APOLLO, ACME).with("before", OTHER).with("after", OTHER))))
                .containsExactly("/after");
        assertThat(pointers(placed(
                        about(LANDING, APOLLO, ACME).with("before", OTHER).with("place", "last"))))
                .containsExactly("/place");
    }

    private static Decision placed(TaskCommand command) {
        return TaskChange.decide(command.change(), access(Role.member), task(), near(OTHER, "V0000z"), NOW);
    }

    private static TaskReferences near(UUID other, String rank) {
        TaskReferences references = references(null, null);
        references.order().enter(other, rank);
        return references;
    }

    private static ChangeTask completed(boolean completed) {
        return about(LANDING, APOLLO, ACME).with("completed", completed).change();
    }

    private static int status(ProjectAccess access, @Nullable Task task) {
        return refusal(TaskChange.decide(completed(true), access, task, NONE, NOW))
                .status();
    }
}
