package dev.tandem.messaging.rebuild;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Does a step again and again. Unlike a chain of futures, however many turns it takes, it holds none of them. */
final class Loop {

    private final Supplier<Future<Boolean>> step;
    private final Promise<Void> over = Promise.promise();

    private Loop(Supplier<Future<Boolean>> step) {
        this.step = step;
    }

    /** Until a step answers true, or fails. A step must not be complete when it is answered, but for a few. */
    static Future<Void> until(Supplier<Future<Boolean>> step) {
        Loop loop = new Loop(step);
        loop.turn();
        return loop.over.future();
    }

    private void turn() {
        step.get()
                .onSuccess(done -> {
                    if (done) {
                        over.complete();
                    } else {
                        turn();
                    }
                })
                .onFailure(over::fail);
    }
}
