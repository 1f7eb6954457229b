package dev.tandem.project.comment;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.CAROL;
import static dev.tandem.project.Apollo.LANDING;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.OTHER;
import static dev.tandem.project.Apollo.SAID;
import static dev.tandem.project.Apollo.access;
import static dev.tandem.project.Apollo.comment;
import static dev.tandem.project.Apollo.deletedTask;
import static dev.tandem.project.Apollo.project;
import static dev.tandem.project.Apollo.refusal;
import static dev.tandem.project.Apollo.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.DeleteComment;
import dev.tandem.contracts.EditComment;
import dev.tandem.contracts.Role;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.Setup;
import dev.tandem.project.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests who may edit and delete a comment, and what that tells. */
class ChangedCommentTest {

    private static final ProjectAccess MEMBER = access(Role.member);
    private static final Comment OWN = comment("carol");

    @Test
    void an_edit_tells_only_of_those_who_are_mentioned_anew() {
        CommentEdited fact = new CommentEdited(
                SAID, LANDING, APOLLO, ACME, "Land", "@dora and @bob, is it?", List.of("dora"), CAROL);
        Occurrence occurrence = new Occurrence(fact, SAID, 3, NOW);

        assertThat(edit(MEMBER, 2L, task(), OWN, " @dora and @bob, is it? ")).isEqualTo(Decision.happens(occurrence));
        Comment after = OWN.edited("Is it?", List.of(), occurrence);
        assertThat(after.version()).isEqualTo(3);
        assertThat(after.editedAt()).isEqualTo(NOW);
        assertThat(after.createdAt()).isEqualTo(OWN.createdAt());
        assertThat(after.mentions()).isEmpty();
    }

    @Test
    void the_same_text_changes_nothing() {
        assertThat(edit(MEMBER, null, task(), OWN, OWN.text())).isEqualTo(Decision.changesNothing());
    }

    @Test
    void a_deletion_tells_whose_comment_it_was_and_the_task_counts_it_no_more() {
        CommentDeleted fact = new CommentDeleted(SAID, LANDING, APOLLO, ACME, "Land", "bob", CAROL);

        assertThat(delete(access(Role.admin), 2L, task(), comment("bob")))
                .isEqualTo(Decision.happens(new Occurrence(fact, SAID, 3, NOW)));
        assertThat(task().silenced().commentCount()).isEqualTo(1);
    }

    @Test
    void each_comment_and_each_deletion_of_one_makes_another_etag() {
        List<Task> history = new ArrayList<>(List.of(task()));
        List<UnaryOperator<Task>> steps =
                List.of(Task::silenced, each -> each.shifted("W"), Task::commented, Task::silenced, Task::silenced);
        steps.forEach(step -> history.add(step.apply(history.get(history.size() - 1))));

        assertThat(history.stream().map(each -> each.tally().changes())).containsExactly(2, 3, 4, 5, 6, 7);
    }

    @Test
    void refusals() {
        assertThat(refusal(edit(MEMBER, 1L, task(), OWN, "Hm")).status()).isEqualTo(412);
        assertThat(refusal(delete(MEMBER, 1L, task(), OWN)).status()).isEqualTo(412);
        assertThat(refusal(edit(access(Role.owner), null, task(), comment("bob"), "Hm"))
                        .status())
                .as("not even an owner edits the words of another")
                .isEqualTo(403);
        assertThat(refusal(delete(MEMBER, null, task(), comment("bob"))).status())
                .isEqualTo(403);
        assertThat(refused(MEMBER, task(), null)).containsOnly(404);
        assertThat(refused(MEMBER, null, OWN)).containsOnly(404);
        assertThat(refused(MEMBER, deletedTask(), OWN)).containsOnly(409);
        assertThat(refused(access(Role.member, project(Setup.done, true, false)), task(), OWN))
                .containsOnly(409);
        assertThat(refused(access(Role.member, project(Setup.done, false, true)), task(), OWN))
                .containsOnly(404);
        assertThat(refused(new ProjectAccess(project(), null), task(), OWN)).containsOnly(404);
        Comment elsewhere = new Comment(SAID, ACME, OTHER, "carol", null, "Hm", List.of(), NOW, 1, null);
        assertThat(refused(MEMBER, task(), elsewhere)).containsOnly(404);
    }

    private static List<Integer> refused(ProjectAccess access, @Nullable Task task, @Nullable Comment comment) {
        return List.of(
                refusal(edit(access, null, task, comment, "Hm")).status(),
                refusal(delete(access, null, task, comment)).status());
    }

    private static Decision edit(
            ProjectAccess access, @Nullable Long seen, @Nullable Task task, @Nullable Comment comment, String text) {
        return CommentEdit.decide(
                new EditComment(SAID, LANDING, APOLLO, ACME, seen, null, text),
                access,
                new CommentEdit.Situation(task, comment, List.of("dora", "bob")),
                NOW);
    }

    private static Decision delete(
            ProjectAccess access, @Nullable Long seen, @Nullable Task task, @Nullable Comment comment) {
        return CommentDeletion.decide(
                new DeleteComment(SAID, LANDING, APOLLO, ACME, seen, null), access, task, comment, NOW);
    }
}
