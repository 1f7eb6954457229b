package dev.tandem.project.comment;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.CAROL;
import static dev.tandem.project.Apollo.LANDING;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.OTHER;
import static dev.tandem.project.Apollo.access;
import static dev.tandem.project.Apollo.facts;
import static dev.tandem.project.Apollo.project;
import static dev.tandem.project.Apollo.refusal;
import static dev.tandem.project.Apollo.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.Role;
import dev.tandem.project.comment.CommentAddition.Situation;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.Setup;
import dev.tandem.project.task.Task;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentAdditionTest {

    private static final UUID ID = UUID.fromString("01980a3e-0000-7000-8000-0000000000cc");
    private static final AddComment COMMAND = saying("@bob is it soft?");

    @Test
    void a_comment_is_counted_by_its_task_whose_version_stays() {
        Decision decision = decided(access(Role.member), new Situation(task(), null, List.of("bob")));

        CommentAdded fact = new CommentAdded(
                ID, LANDING, APOLLO, ACME, "Land", "@bob is it soft?", List.of("bob"), "bob", "alice", CAROL);
        assertThat(decision).isEqualTo(Decision.happens(new Occurrence(fact, ID, 1, NOW)));
        Task after = task().commented();
        assertThat(after.commentCount()).isEqualTo(3);
        assertThat(after.version()).isEqualTo(task().version());
        assertThat(after.updatedAt()).isEqualTo(task().updatedAt());
    }

    @Test
    void the_fact_has_the_first_280_characters() {
        AddComment tooLong = saying("  " + "🚀".repeat(281));
        Decision decision =
                CommentAddition.decide(tooLong, access(Role.member), new Situation(task(), null, List.of()), NOW);
        assertThat(facts(decision))
                .singleElement()
                .satisfies(fact -> assertThat(((CommentAdded) fact).excerpt()).isEqualTo("🚀".repeat(280)));
    }

    @ParameterizedTest
    @ValueSource(ints = {279, 280})
    void and_no_more_than_there_are(int length) {
        Decision decision = CommentAddition.decide(
                saying("x".repeat(length)), access(Role.member), new Situation(task(), null, List.of()), NOW);
        assertThat(facts(decision))
                .singleElement()
                .satisfies(fact -> assertThat(((CommentAdded) fact).excerpt()).hasSize(length));
    }

    @Test
    void a_repeated_command_changes_nothing_even_when_the_right_is_gone() {
        assertThat(decided(new ProjectAccess(project(), null), new Situation(task(), comment(LANDING), List.of())))
                .isEqualTo(Decision.changesNothing());
    }

    @Test
    void refusals() {
        Situation free = new Situation(task(), null, List.of());
        assertThat(status(access(Role.viewer), free)).isEqualTo(403);
        assertThat(status(new ProjectAccess(project(), null), free)).isEqualTo(404);
        assertThat(status(access(Role.member, project(Setup.done, true, false)), free))
                .isEqualTo(409);
        assertThat(status(access(Role.member, project(Setup.done, false, true)), free))
                .isEqualTo(404);
        assertThat(status(access(Role.member), new Situation(null, null, List.of())))
                .isEqualTo(404);
        assertThat(status(access(Role.member), new Situation(task(), comment(OTHER), List.of())))
                .isEqualTo(409);
    }

    private static Comment comment(UUID task) {
        return new Comment(ID, ACME, task, "carol", null, "Said", List.of(), NOW, 1, null);
    }

    private static AddComment saying(String text) {
        return new AddComment(ID, LANDING, APOLLO, ACME, text);
    }

    private static Decision decided(ProjectAccess access, Situation situation) {
        return CommentAddition.decide(COMMAND, access, situation, NOW);
    }

    private static int status(ProjectAccess access, Situation situation) {
        return refusal(decided(access, situation)).status();
    }
}
