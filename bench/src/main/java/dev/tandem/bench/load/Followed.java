package dev.tandem.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.json.JsonObject;
import java.util.function.LongSupplier;

/**
 * Follows a sample of the accepted operations by polling each until it is done: at most ten new ones a second, each polled every 20
 * ms. A figure is thus too high by up to 20 ms and a round trip.
 */
final class Followed {

    private static final long APART_NANOS = 100_000_000;
    private static final long EVERY_MILLIS = 20;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final Tally tally;
    private final LongSupplier clock;
    private long lastBegun = -APART_NANOS;
    private int open;
    private boolean closed;

    Followed(Vertx vertx, HttpClientAgent client, Tally tally, LongSupplier clock) {
        this.vertx = vertx;
        this.client = client;
        this.tally = tally;
        this.clock = clock;
    }

    /** Follows the operation, unless the last one was begun less than 100 ms ago. */
    void consider(String path, String token, long accepted) {
        if (accepted - lastBegun >= APART_NANOS) {
            lastBegun = accepted;
            open++;
            ask(path, token, accepted);
        }
    }

    /**
     * Returns true if no followed operation is open, or if the open ones have had enough time and will count as unfinished.
     */
    boolean isOver(long waited, long patience) {
        return open == 0 || waited > patience;
    }

    Future<Void> close() {
        closed = true;
        for (int i = 0; i < open; i++) {
            tally.unfinished();
        }
        return client.close();
    }

    private void ask(String path, String token, long accepted) {
        Exchange.get(client, path, token).map(body -> body.toJsonObject()).onComplete(asked -> {
            if (closed) {
                return;
            }
            JsonObject operation = asked.succeeded() ? asked.result() : new JsonObject();
            if (operation.getBoolean("done", false)) {
                ended(operation, accepted);
            } else {
                vertx.setTimer(EVERY_MILLIS, timer -> ask(path, token, accepted));
            }
        });
    }

    private void ended(JsonObject operation, long accepted) {
        open--;
        if ("succeeded".equals(operation.getString("status"))) {
            tally.done(accepted, clock.getAsLong());
        } else {
            tally.unfinished();
        }
    }
}
