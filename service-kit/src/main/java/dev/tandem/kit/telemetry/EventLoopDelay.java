package dev.tandem.kit.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late each event loop runs a due task, as the timer {@code tandem.event.loop.delay}. Samples a loop once a second, so
 * that an idle one is hardly woken; ten times a second for the first five seconds, and for five seconds after a delay of 10 ms or
 * more.
 */
public final class EventLoopDelay {

    private static final long CALM = Duration.ofSeconds(1).toNanos();
    private static final long CLOSE = Duration.ofMillis(100).toNanos();
    private static final long LATE = Duration.ofMillis(10).toNanos();
    private static final int CLOSE_TICKS = 50;

    private EventLoopDelay() {}

    /** Measures until Vert.x closes. */
    public static void measure(Vertx vertx, MeterRegistry meters) {
        Timer timer = Timer.builder("tandem.event.loop.delay")
                .description(
                        "Delay between the time at which a task is due and the time at which the event loop runs it")
                .register(meters);
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            new Tick(loop, timer).next();
        }
    }

    private static final class Tick implements Runnable {

        private final EventExecutor loop;
        private final Timer timer;
        private int close = CLOSE_TICKS;
        private long due;

        private Tick(EventExecutor loop, Timer timer) {
            this.loop = loop;
            this.timer = timer;
        }

        @Override
        public void run() {
            long late = Math.max(0, System.nanoTime() - due);
            timer.record(late, TimeUnit.NANOSECONDS);
            close = late >= LATE ? CLOSE_TICKS : Math.max(0, close - 1);
            next();
        }

        private void next() {
            long pause = close > 0 ? CLOSE : CALM;
            due = System.nanoTime() + pause;
            if (!loop.isShuttingDown()) {
                loop.schedule(this, pause, TimeUnit.NANOSECONDS);
            }
        }
    }
}
