package dev.tandem.kit.gathering;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<Statement> sent = new CopyOnWriteArrayList<>();
    private Gathering<String, String> gathering = gathering(Duration.ofHours(1));

    private Gathering<String, String> gathering(Duration takesLong) {
        return new Gathering<>(vertx, 2, 3, 10, takesLong, String::length, this::send);
    }

    private record Statement(List<String> questions, Promise<List<String>> answers) {

        void answer() {
            answers.complete(questions.stream().map(each -> "re " + each).toList());
        }
    }

    private Future<List<String>> send(List<String> questions) {
        if (questions.contains("thrown")) {
            throw new IllegalStateException("no");
        }
        Statement statement = new Statement(questions, Promise.promise());
        sent.add(statement);
        return statement.answers.future();
    }

    @AfterEach
    void close() {
        get(vertx.close());
    }

    private List<Future<String>> ask(String... questions) {
        return Stream.of(questions).map(gathering::ask).collect(Collectors.toCollection(ArrayList::new));
    }

    private List<List<String>> asked() {
        return sent.stream().map(Statement::questions).toList();
    }

    @Test
    void who_asks_alone_asks_at_once_and_who_asks_meanwhile_asks_together() {
        List<Future<String>> answers = ask("a", "b", "c", "d", "e", "f");
        assertThat(asked()).containsExactly(List.of("a"), List.of("b", "c", "d"));
        sent.get(1).answer();
        assertThat(asked()).hasSize(2);
        sent.get(0).answer();
        assertThat(asked()).containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("e", "f"));
        sent.get(2).answer();
        assertThat(answers).map(Awaiting::get).containsExactly("re a", "re b", "re c", "re d", "re e", "re f");
    }

    @Test
    void a_statement_is_no_heavier_than_it_may_be_unless_one_question_is() {
        ask("a");
        ask("12345", "67890", "1");
        ask("heavier than ten", "x");
        for (int i = 0; i < 4; i++) {
            sent.get(i).answer();
        }
        assertThat(asked().subList(1, 5))
                .containsExactly(List.of("12345", "67890"), List.of("1"), List.of("heavier than ten"), List.of("x"));
    }

    @Test
    void a_failure_is_that_of_all_who_were_asked_together_and_of_nobody_else() {
        List<Future<String>> answers = ask("a", "b", "c");
        sent.get(0).answer();
        answers.addAll(ask("d"));
        sent.get(1).answers.fail("no");
        sent.get(2).answer();
        assertThat(get(answers.get(0))).isEqualTo("re a");
        assertThat(failure(answers.get(1))).hasMessage("no");
        assertThat(failure(answers.get(2))).hasMessage("no");
        assertThat(get(answers.get(3))).isEqualTo("re d");
    }

    @Test
    void a_statement_that_throws_or_answers_too_little_is_a_failure_and_no_dead_end() {
        assertThat(failure(gathering.ask("thrown"))).hasMessage("no");
        Future<String> unanswered = gathering.ask("a");
        sent.get(0).answers.complete(List.of());
        assertThat(failure(unanswered)).hasMessageContaining("0 answers");
        Future<String> next = gathering.ask("b");
        sent.get(1).answer();
        assertThat(get(next)).isEqualTo("re b");
    }

    @Test
    void one_that_hangs_does_not_hold_up_the_next() {
        gathering = gathering(Duration.ofMillis(100));
        ask("hangs");
        Future<String> next = gathering.ask("b");

        await().untilAsserted(() -> assertThat(asked()).contains(List.of("b")));
        sent.get(1).answer();
        assertThat(get(next)).isEqualTo("re b");
        gathering.ask("at once");
        assertThat(asked()).contains(List.of("at once"));
    }

    @Test
    void everyone_is_answered_on_their_own_context() {
        ask("a");
        Context one = vertx.getOrCreateContext();
        Promise<Context> answeredOn = Promise.promise();
        Promise<Void> asked = Promise.promise();
        one.runOnContext(go -> {
            gathering.ask("c").onSuccess(answer -> answeredOn.complete(Vertx.currentContext()));
            asked.complete();
        });
        get(asked.future());
        sent.get(0).answer();
        sent.get(1).answer();
        assertThat(get(answeredOn.future())).isSameAs(one);
    }
}
