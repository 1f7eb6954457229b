package dev.tandem.gateway.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads streams, many in one statement: those that ask while the last statement is under way are in the next. So thousands
 * that wake at once take two connections and no more. Safe for use by many threads.
 */
final class StreamReader {

    /** Events for each that asks; a full page means that there may be more. */
    static final int PAGE = 50;

    private static final int STATEMENTS = 2;
    private static final int MOST_AT_ONCE = 200;

    private record Waiting(StreamStore.Asked asked, Promise<StreamStore.Behind> promise) {}

    private final Vertx vertx;
    private final Pool pool;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int underWay;

    StreamReader(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /** What the user has not read, as it stands after this was called. The result comes on the caller's context. */
    Future<StreamStore.Behind> after(String userId, long last) {
        ContextInternal caller = ((VertxInternal) vertx).getOrCreateContext();
        Promise<StreamStore.Behind> promise = caller.promise();
        synchronized (this) {
            waiting.add(new Waiting(new StreamStore.Asked(userId, last), promise));
        }
        next();
        return promise.future();
    }

    /** From where to where all streams reach, without any events. */
    Future<StreamStore.Behind> bounds(String userId) {
        return after(userId, Long.MAX_VALUE);
    }

    private void next() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (this) {
            if (waiting.isEmpty() || underWay == STATEMENTS) {
                return;
            }
            while (!waiting.isEmpty() && batch.size() < MOST_AT_ONCE) {
                batch.add(waiting.remove());
            }
            underWay++;
        }
        List<StreamStore.Asked> asked = batch.stream().map(Waiting::asked).toList();
        StreamStore.in(pool).after(asked, PAGE).onComplete(read -> {
            synchronized (this) {
                underWay--;
            }
            next();
            for (int i = 0; i < batch.size(); i++) {
                if (read.succeeded()) {
                    batch.get(i).promise().complete(read.result().get(i));
                } else {
                    batch.get(i).promise().fail(read.cause());
                }
            }
        });
    }
}
