package dev.tandem.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.admission.Admission;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.testing.Awaiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ApiTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Awaiting.get(vertx.close());
    }

    @Test
    void the_schemas_are_compiled_on_a_worker_even_if_an_event_loop_asks_for_it() {
        List<String> threads = new CopyOnWriteArrayList<>();

        Future<Router> loaded = Future.future(promise -> vertx.runOnContext(v -> Api.load(
                        vertx,
                        HttpSettings.local(),
                        new Admission(new SimpleMeterRegistry()),
                        RoutingContext::next,
                        RoutingContext::next,
                        api -> {
                            threads.add(Context.isOnWorkerThread() ? "worker" : "event loop");
                            return Router.router(vertx);
                        })
                .onComplete(promise)));

        assertThat(Awaiting.get(loaded)).isNotNull();
        assertThat(threads).containsExactly("worker");
        assertThat(vertx.deploymentIDs()).isEmpty();
    }
}
