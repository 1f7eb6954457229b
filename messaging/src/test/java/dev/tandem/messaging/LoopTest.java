package dev.tandem.messaging;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoopTest {

    private static final int MANY = 100_000;
    private static final Vertx VERTX = Vertx.vertx();
    private static final Context CONTEXT = VERTX.getOrCreateContext();

    private final AtomicInteger turns = new AtomicInteger();

    @AfterAll
    static void close() {
        await(VERTX.close());
    }

    @Test
    void many_turns_that_take_their_time_leave_nothing_on_the_stack() {
        await(Loop.until(() -> later().map(v -> turns.incrementAndGet() == MANY)));

        assertThat(turns).hasValue(MANY);
    }

    @Test
    void many_turns_that_are_complete_at_once_leave_nothing_on_the_stack() {
        await(Loop.until(() -> Future.succeededFuture(turns.incrementAndGet() == MANY)));

        assertThat(turns).hasValue(MANY);
    }

    @Test
    void the_failure_of_the_first_of_many_ends_it_without_the_others() {
        Future<Void> tried = Loop.each(Collections.nCopies(MANY, "one"), one -> {
            turns.incrementAndGet();
            return later().compose(v -> Future.failedFuture("not this one"));
        });

        Throwable why = await(tried.transform(end -> Future.<Throwable>succeededFuture(end.cause())));
        assertThat(why).hasMessage("not this one");
        assertThat(turns).hasValue(1);
    }

    @Test
    void elements_come_one_after_another_and_none_is_left() {
        List<Integer> seen = new ArrayList<>();

        await(Loop.each(List.of(1, 2, 3), each -> later().onSuccess(v -> seen.add(each))));
        await(Loop.each(List.<Integer>of(), each -> Future.failedFuture("there is none")));

        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void a_step_that_throws_ends_it() {
        Future<Void> tried = Loop.until(() -> {
            throw new IllegalStateException("thrown");
        });

        assertThat(tried.cause()).hasMessage("thrown");
    }

    private static Future<Void> later() {
        Promise<Void> promise = Promise.promise();
        CONTEXT.runOnContext(v -> promise.complete());
        return promise.future();
    }
}
