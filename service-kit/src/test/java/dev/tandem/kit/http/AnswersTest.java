package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tandem.kit.Served;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AnswersTest {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final List<Throwable> unhandled = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Work> underWay = new LinkedBlockingQueue<>();
    private Served served;

    /** What a request waits for. */
    private record Work(Context context, Promise<String> result) {

        /** Returns when all that the result causes at once has been done. */
        void end(String value) {
            result.complete(value);
            settle();
        }

        void fail(Throwable failure) {
            result.fail(failure);
            settle();
        }

        private void settle() {
            Promise<Void> after = Promise.promise();
            context.runOnContext(v -> after.complete());
            Awaiting.get(after.future());
        }
    }

    @BeforeEach
    void serve() {
        served = Served.with(HttpSettings.local().withDeadline(Duration.ofSeconds(2)), this::routes);
        served.platform().vertx().exceptionHandler(unhandled::add);
        logged.start();
        ROOT.addAppender(logged);
    }

    @AfterEach
    void close() {
        ROOT.detachAppender(logged);
        served.close();
    }

    private void routes(Router router) {
        router.get("/held").handler(ctx -> held().onComplete(Answers.to(ctx, text -> answer(ctx, text))));
        router.get("/soon").handler(ctx -> soon().onComplete(Answers.to(ctx, text -> answer(ctx, text))));
        router.get("/refused")
                .handler(ctx -> soon().<String>compose(text -> Future.failedFuture(
                                Problems.conflict("Archived already.").asException()))
                        .onComplete(Answers.to(ctx, text -> answer(ctx, text))));
        router.get("/throws")
                .handler(ctx -> soon().onComplete(Answers.to(ctx, text -> {
                    throw new IllegalStateException(text);
                })));
        router.get("/half")
                .handler(ctx -> soon().onComplete(Answers.to(ctx, text -> {
                    ctx.response().setChunked(true).write("half");
                    throw new IllegalStateException(text);
                })));
        router.get("/both").handler(ctx -> {
            soon().onComplete(Answers.to(ctx, text -> answer(ctx, "first")));
            soon().onComplete(Answers.to(ctx, text -> answer(ctx, "second")));
        });
    }

    private Future<String> held() {
        ContextInternal context = ContextInternal.current();
        Promise<String> result = context.promise();
        underWay.add(new Work(context, result));
        return result.future();
    }

    private static Future<String> soon() {
        return Vertx.currentContext().owner().timer(1).map("soon");
    }

    private static void answer(RoutingContext ctx, String text) {
        ctx.response().putHeader("Cache-Control", "no-store");
        ctx.end(text);
    }

    @Test
    void what_a_future_brings_in_time_is_the_answer() {
        assertThat(served.get("/soon").body()).isEqualTo("soon");
        assertThat(served.get("/refused").statusCode()).isEqualTo(409);
    }

    @Test
    void a_success_after_the_deadline_leaves_its_503_alone() throws InterruptedException {
        assertThat(served.get("/held").statusCode()).isEqualTo(503);
        underWay.take().end("late");
        assertNothingWasSaid();
        assertThat(served.get("/soon").body()).isEqualTo("soon");
    }

    @Test
    void a_failure_after_the_deadline_leaves_its_503_alone() throws InterruptedException {
        assertThat(served.get("/held").statusCode()).isEqualTo(503);
        underWay.take().fail(new IllegalStateException("late"));
        assertNothingWasSaid();
        assertThat(served.get("/soon").body()).isEqualTo("soon");
    }

    @Test
    void an_answer_that_throws_is_500_and_does_not_wait_for_the_deadline() {
        HttpResponse<String> answer = served.get("/throws");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Served.json(answer).getString("type")).isEqualTo("/problems/internal-error");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void an_answer_that_throws_half_way_loses_its_connection() {
        assertThatThrownBy(() -> served.get("/half")).hasCauseInstanceOf(IOException.class);
        assertThat(unhandled).isEmpty();
    }

    @Test
    void the_first_of_two_futures_answers() {
        assertThat(served.get("/both").body()).isEqualTo("first");
        assertThat(served.get("/soon").body()).isEqualTo("soon");
        assertNothingWasSaid();
    }

    /** Beside the line that every refused request has. */
    private void assertNothingWasSaid() {
        assertThat(unhandled).isEmpty();
        assertThat(logged.list)
                .filteredOn(event -> !event.getLoggerName().equals(RefusedRequests.class.getName()))
                .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
    }
}
