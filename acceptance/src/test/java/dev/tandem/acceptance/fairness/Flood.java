package dev.tandem.acceptance.fairness;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.atomic.AtomicLong;

/** Posts projects until it is stopped. Counts refused requests and does not repeat them. */
final class Flood {

    final AtomicLong accepted = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    private final Vertx vertx;
    private final Api api;
    private final Buffer project;
    private volatile boolean stopped;

    Flood(Vertx vertx, Party party) {
        this.vertx = vertx;
        this.api = party.api();
        this.project = Buffer.buffer("{\"workspaceId\":\"" + party.workspace() + "\",\"name\":\"Deluge\"}");
    }

    /** Each connection asks again when it is answered. */
    void asFastAs(int connections) {
        for (int i = 0; i < connections; i++) {
            again();
        }
    }

    /** At that rate, whatever is answered. */
    void paced(int perSecond) {
        long begun = System.nanoTime();
        AtomicLong sent = new AtomicLong();
        vertx.setPeriodic(1, timer -> {
            if (stopped) {
                vertx.cancelTimer(timer);
                return;
            }
            long due = (long) ((System.nanoTime() - begun) / 1e9 * perSecond);
            while (sent.get() < due) {
                sent.incrementAndGet();
                post();
            }
        });
    }

    void stop() {
        stopped = true;
    }

    private void again() {
        if (!stopped) {
            post().onComplete(answered -> again());
        }
    }

    private Future<Api.Answer> post() {
        return api.send(HttpMethod.POST, "/v1/projects", project)
                .onSuccess(answer -> (answer.status() == 202 ? accepted : refused).incrementAndGet())
                .onFailure(e -> refused.incrementAndGet());
    }
}
