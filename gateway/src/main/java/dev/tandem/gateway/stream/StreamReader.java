package dev.tandem.gateway.stream;

import dev.tandem.kit.gathering.Gathering;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/** Reads streams; what many ask for at once is read together. Safe for use by many threads. */
final class StreamReader {

    /** Events for each that asks; a full page means that there may be more. */
    static final int PAGE = 50;

    private static final int STATEMENTS = 2;
    private static final int MOST_AT_ONCE = 200;

    private final Gathering<StreamStore.Asked, StreamStore.Behind> asked;

    StreamReader(Vertx vertx, Pool pool) {
        this.asked = new Gathering<>(
                vertx,
                STATEMENTS,
                MOST_AT_ONCE,
                questions -> StreamStore.in(pool).after(questions, PAGE));
    }

    /** What the user has not read, as it stands after this was called. The result comes on the caller's context. */
    Future<StreamStore.Behind> after(String userId, long last) {
        return asked.ask(new StreamStore.Asked(userId, last));
    }

    /** From where to where all streams reach, without any events. */
    Future<StreamStore.Behind> bounds(String userId) {
        return after(userId, Long.MAX_VALUE);
    }
}
