package dev.tandem.kit.permission;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoalescingTest {

    private final Vertx vertx = Vertx.vertx();
    private final Coalescing<String, String> coalescing = new Coalescing<>(vertx);
    private final List<Promise<String>> sent = new ArrayList<>();

    @AfterEach
    void close() {
        get(vertx.close());
    }

    private Future<String> ask(String key) {
        return coalescing.ask(key, () -> {
            Promise<String> call = Promise.promise();
            sent.add(call);
            return call.future();
        });
    }

    @Test
    void who_asks_while_a_call_is_under_way_does_not_share_it_but_the_next_one() {
        Future<String> first = ask("k");
        List<Future<String>> later =
                IntStream.range(0, 100).mapToObj(i -> ask("k")).toList();
        assertThat(sent).hasSize(1);

        sent.get(0).complete("state before");
        assertThat(get(first)).isEqualTo("state before");
        assertThat(sent).hasSize(2);
        assertThat(later).noneMatch(Future::isComplete);

        Future<String> evenLater = ask("k");
        sent.get(1).complete("state after");
        later.forEach(answer -> assertThat(get(answer)).isEqualTo("state after"));
        assertThat(evenLater.isComplete()).isFalse();
        sent.get(2).complete("newest");
        assertThat(get(evenLater)).isEqualTo("newest");

        Future<String> fresh = ask("k");
        assertThat(sent).hasSize(4);
        sent.get(3).complete("again");
        assertThat(get(fresh)).isEqualTo("again");
    }

    @Test
    void different_questions_do_not_wait_for_each_other() {
        ask("a");
        ask("b");
        assertThat(sent).hasSize(2);
    }

    @Test
    void a_failure_reaches_all_who_share_it_and_the_next_are_asked_anew() {
        Future<String> first = ask("k");
        Future<String> second = ask("k");
        sent.get(0).fail("no");
        assertThat(failure(first)).hasMessage("no");
        sent.get(1).fail("still no");
        assertThat(failure(second)).hasMessage("still no");
        Future<String> third = ask("k");
        sent.get(2).complete("yes");
        assertThat(get(third)).isEqualTo("yes");
    }

    @Test
    void a_call_that_throws_is_a_failure_and_not_a_dead_end() {
        Future<String> thrown = coalescing.ask("k", () -> {
            throw new IllegalStateException("no");
        });
        assertThat(failure(thrown)).hasMessage("no");
        Future<String> next = ask("k");
        sent.get(0).complete("yes");
        assertThat(get(next)).isEqualTo("yes");
    }

    @Test
    void everyone_is_answered_on_their_own_context() {
        ask("k");
        Context one = vertx.getOrCreateContext();
        Promise<Context> answeredOn = Promise.promise();
        Promise<Void> asked = Promise.promise();
        one.runOnContext(go -> {
            ask("k").onSuccess(answer -> answeredOn.complete(Vertx.currentContext()));
            asked.complete();
        });
        get(asked.future());
        sent.get(0).complete("before");
        sent.get(1).complete("after");
        assertThat(get(answeredOn.future())).isSameAs(one);
    }
}
