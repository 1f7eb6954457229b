package dev.tandem.messaging.outbox;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Sets one timer to the earliest of the requested times. Lives on one context. */
final class Wakeup {

    private final Vertx vertx;
    private final Runnable then;
    private boolean set;
    private long due;
    private long timer;

    Wakeup(Vertx vertx, Runnable then) {
        this.vertx = vertx;
        this.then = then;
    }

    /** @param wait from now, in nanoseconds */
    void in(long wait) {
        long asked = System.nanoTime() + wait;
        if (set && asked - due >= 0) {
            return;
        }
        if (set) {
            vertx.cancelTimer(timer);
        }
        set = true;
        due = asked;
        timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(wait) + 1, fired -> {
            set = false;
            then.run();
        });
    }
}
