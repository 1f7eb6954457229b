package dev.tandem.kit.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How late the event loops come to what is due: a tick every 100 ms on each of them, timed as {@code tandem.event.loop.delay}. */
public final class EventLoopDelay {

    private static final long PERIOD = Duration.ofMillis(100).toNanos();

    private EventLoopDelay() {}

    /** Measures until the Vert.x closes. */
    public static void measure(Vertx vertx, MeterRegistry meters) {
        Timer timer = Timer.builder("tandem.event.loop.delay")
                .description("How late the event loop comes to what is due")
                .register(meters);
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            loop.scheduleWithFixedDelay(new Tick(timer), PERIOD, PERIOD, TimeUnit.NANOSECONDS);
        }
    }

    private static final class Tick implements Runnable {

        private final Timer timer;
        private long due = System.nanoTime() + PERIOD;

        private Tick(Timer timer) {
            this.timer = timer;
        }

        @Override
        public void run() {
            timer.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
            due = System.nanoTime() + PERIOD;
        }
    }
}
