package dev.tandem.project.task;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.CAROL;
import static dev.tandem.project.Apollo.LANDING;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.OTHER;
import static dev.tandem.project.Apollo.TO_DO;
import static dev.tandem.project.Apollo.access;
import static dev.tandem.project.Apollo.deletedTask;
import static dev.tandem.project.Apollo.project;
import static dev.tandem.project.Apollo.references;
import static dev.tandem.project.Apollo.refusal;
import static dev.tandem.project.Apollo.task;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.DeleteTask;
import dev.tandem.contracts.RestoreTask;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskRestored;
import dev.tandem.project.comment.CommentAddition;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.Setup;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests the way of a task into the trash and back. */
class TrashTest {

    private static final ProjectAccess MEMBER = access(Role.member);

    @Test
    void a_deletion_is_one_fact_and_one_version() {
        TaskDeleted fact = new TaskDeleted(LANDING, APOLLO, ACME, "Land", false, "bob", "alice", CAROL);

        assertThat(delete(MEMBER, 3L, task())).isEqualTo(Decision.happens(new Occurrence(fact, LANDING, 4, NOW)));
        assertThat(deletedTask().inTrash()).isTrue();
        assertThat(deletedTask().deletion()).isEqualTo(new Task.Deletion("carol", NOW, false));
    }

    @Test
    void a_restored_task_is_what_it_was_but_for_its_version() {
        TaskRestored fact =
                new TaskRestored(LANDING, APOLLO, ACME, "Land", TO_DO, "V0001", false, "bob", "alice", CAROL);
        Occurrence occurrence = new Occurrence(fact, LANDING, 5, NOW);

        assertThat(restore(MEMBER, deletedTask())).isEqualTo(Decision.happens(occurrence));
        Task before = task();
        assertThat(deletedTask().after(fact, occurrence))
                .isEqualTo(new Task(
                        LANDING,
                        ACME,
                        APOLLO,
                        before.details(),
                        before.rank(),
                        before.tally(),
                        5,
                        before.start(),
                        NOW,
                        null));
    }

    @Test
    void restoring_what_is_not_in_the_trash_changes_nothing() {
        assertThat(restore(MEMBER, task())).isEqualTo(Decision.changesNothing());
    }

    @Test
    void what_is_in_the_trash_can_only_be_restored() {
        List<Decision> tried = List.of(
                delete(MEMBER, null, deletedTask()),
                TaskChange.decide(
                        about(LANDING, APOLLO, ACME).with("title", "Fly").change(),
                        MEMBER,
                        deletedTask(),
                        references(null, null),
                        NOW),
                CommentAddition.decide(
                        new AddComment(OTHER, LANDING, APOLLO, ACME, "Soft?"),
                        MEMBER,
                        new CommentAddition.Situation(deletedTask(), null, List.of()),
                        NOW));

        assertThat(tried).allSatisfy(decision -> {
            assertThat(refusal(decision).status()).isEqualTo(409);
            assertThat(refusal(decision).detail()).isEqualTo("The task was deleted; restore it first.");
        });
    }

    @Test
    void refusals() {
        assertThat(refusal(delete(MEMBER, 2L, task())).status()).isEqualTo(412);
        assertThat(refusal(delete(MEMBER, null, null)).status()).isEqualTo(404);
        assertThat(refusal(restore(MEMBER, null)).status()).isEqualTo(404);
        for (ProjectAccess nobody :
                List.of(new ProjectAccess(project(), null), access(Role.owner, project(Setup.done, false, true)))) {
            assertThat(refusal(delete(nobody, null, task())).status()).isEqualTo(404);
            assertThat(refusal(restore(nobody, deletedTask())).status()).isEqualTo(404);
        }
        ProjectAccess archived = access(Role.owner, project(Setup.done, true, false));
        assertThat(refusal(delete(archived, null, task())).status()).isEqualTo(409);
        assertThat(refusal(restore(archived, deletedTask())).status()).isEqualTo(409);
        ProjectAccess elsewhere = access(Role.member);
        assertThat(refusal(TaskDeletion.decide(
                                new DeleteTask(LANDING, OTHER, ACME, null, null), elsewhere, task(), NOW))
                        .status())
                .isEqualTo(404);
    }

    private static Decision delete(ProjectAccess access, @Nullable Long seen, @Nullable Task task) {
        return TaskDeletion.decide(new DeleteTask(LANDING, APOLLO, ACME, seen, null), access, task, NOW);
    }

    private static Decision restore(ProjectAccess access, @Nullable Task task) {
        return TaskRestoration.decide(new RestoreTask(LANDING, APOLLO, ACME), access, task, NOW);
    }
}
