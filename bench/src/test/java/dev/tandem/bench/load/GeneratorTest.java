package dev.tandem.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The generator against servers that do this and that. */
@Timeout(60)
class GeneratorTest {

    private static final List<Caller> CALLERS = List.of(new Caller("anna", "w1"), new Caller("bert", "w2"));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServerRequest> held = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_server_that_stalls_for_a_second_shows_it_in_the_percentiles_of_a_rate() {
        run(answers(201), new Arrivals.Rate(100), SECOND); // so that what is slow is the server alone

        Measurement measured = run(stallsForASecondOnce(), new Arrivals.Rate(100), SECOND.multipliedBy(2));

        assertThat(measured.asked()).isBetween(199L, 201L);
        assertThat(measured.answered()).as(measured.toString()).isEqualTo(measured.asked());
        // A hundred requests were due while it stood still, the first of which waited for the whole second.
        assertThat(measured.answersMs().p99()).isGreaterThan(900);
        assertThat(measured.answersMs().p90()).isGreaterThan(600);
        assertThat(measured.answersMs().p99() - measured.answersMs().p50())
                .as("half of them were not due then")
                .isGreaterThan(400);
    }

    @Test
    void every_user_waits_for_his_answer_and_thinks() {
        Measurement measured = run(answers(201), new Arrivals.Users(5, Duration.ofMillis(200)), SECOND.multipliedBy(2));

        // Ten times each at most, and less often where answers are slow; without a thought it would be thousands.
        assertThat(measured.asked()).isBetween(10L, 50L);
        assertThat(measured.answered()).isEqualTo(measured.asked());
    }

    @Test
    void a_burst_is_sent_at_once_and_awaited() {
        Measurement measured = run(answers(201), new Arrivals.Burst(300), SECOND);

        assertThat(measured.asked()).isEqualTo(300);
        assertThat(measured.answered()).isEqualTo(300);
    }

    @Test
    void names_differ_and_callers_take_turns() {
        Set<String> names = Collections.synchronizedSet(new HashSet<>());
        Set<String> callers = Collections.synchronizedSet(new HashSet<>());
        URI server = serve(request -> request.body().onSuccess(body -> {
            JsonObject wish = body.toJsonObject();
            names.add(wish.getString("name"));
            callers.add(request.getHeader("Authorization") + " in " + wish.getString("workspaceId"));
            request.response().setStatusCode(201).end();
        }));

        Measurement measured = run(server, new Arrivals.Burst(50), SECOND);

        assertThat(names).hasSize((int) measured.asked());
        assertThat(callers).containsExactlyInAnyOrder("Bearer anna in w1", "Bearer bert in w2");
    }

    @Test
    void who_gets_no_answer_in_time_gives_up() {
        Measurement measured = run(serve(held::add), new Arrivals.Burst(10), SECOND, SECOND.multipliedBy(2));

        assertThat(measured.timedOut()).isEqualTo(10);
        assertThat(measured.answersMs().p50()).isGreaterThan(1_900);
    }

    @Test
    void refusals_and_errors_are_told_apart() {
        assertThat(run(answers(503), new Arrivals.Burst(4), SECOND).refused()).isEqualTo(4);
        assertThat(run(answers(500), new Arrivals.Burst(4), SECOND).failed()).isEqualTo(4);
        assertThat(run(serve(request -> request.connection().close()), new Arrivals.Burst(4), SECOND)
                        .failed())
                .isEqualTo(4);
    }

    @Test
    void an_accepted_operation_is_followed_until_it_is_done() {
        AtomicInteger looks = new AtomicInteger();
        URI server = serve(request -> {
            if (request.path().equals("/v1/operations/7")) {
                boolean done = looks.incrementAndGet() >= 3;
                request.response()
                        .end(new JsonObject()
                                .put("done", done)
                                .put("status", done ? "succeeded" : "accepted")
                                .encode());
            } else {
                request.response()
                        .setStatusCode(202)
                        .putHeader("Location", "/v1/operations/7")
                        .end();
            }
        });

        Measurement measured = run(server, new Arrivals.Burst(1), SECOND);

        assertThat(measured.doneMs().count()).isEqualTo(1);
        assertThat(measured.doneMs().p50()).isGreaterThan(39);
        assertThat(measured.unfinished()).isZero();
    }

    @Test
    void an_operation_that_fails_is_not_done() {
        URI server = serve(request -> {
            if (request.path().startsWith("/v1/operations/")) {
                request.response().end("{\"done\":true,\"status\":\"failed\"}");
            } else {
                request.response()
                        .setStatusCode(202)
                        .putHeader("Location", "/v1/operations/7")
                        .end();
            }
        });

        Measurement measured = run(server, new Arrivals.Burst(1), SECOND);

        assertThat(measured.doneMs().count()).isZero();
        assertThat(measured.unfinished()).isEqualTo(1);
    }

    private Measurement run(URI server, Arrivals arrivals, Duration measured) {
        return run(server, arrivals, measured, SECOND.multipliedBy(10));
    }

    private Measurement run(URI server, Arrivals arrivals, Duration measured, Duration patience) {
        Load load = new Load(server, CALLERS, arrivals, Duration.ZERO, measured, patience);
        return Generator.run(vertx, Load.fromJson(load.toJson())).await();
    }

    private URI answers(int status) {
        return serve(request -> request.response().setStatusCode(status).end());
    }

    /** From its first request on, whatever comes is answered when that second is over; from then on, at once. */
    private URI stallsForASecondOnce() {
        AtomicInteger requests = new AtomicInteger();
        List<HttpServerRequest> waiting = new ArrayList<>();
        boolean[] stalled = {true};
        return serve(request -> {
            if (requests.getAndIncrement() == 0) {
                vertx.setTimer(1_000, over -> {
                    stalled[0] = false;
                    waiting.forEach(each -> each.response().setStatusCode(201).end());
                });
            }
            if (stalled[0]) {
                waiting.add(request);
            } else {
                request.response().setStatusCode(201).end();
            }
        });
    }

    private URI serve(Handler<HttpServerRequest> requests) {
        return URI.create("http://127.0.0.1:"
                + vertx.createHttpServer()
                        .requestHandler(requests)
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort());
    }
}
