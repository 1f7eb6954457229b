package dev.tandem.bench.process;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of a system that is measured. It starts, says that it is ready, and ends in good order when its standard input
 * does, which is when the process that started it closes it or dies, or by a signal.
 */
public final class Lifeline {

    private static final long LONGEST_START_SECONDS = 120;

    private final Lines lines;
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable Running running;
    private volatile int exitCode;

    /** System that has started. */
    public interface Running extends AutoCloseable {

        /** What the one who started it needs to know. */
        JsonObject ready();

        @Override
        void close();
    }

    /** Starts a system; what is thrown has a sentence for people as its message, and nothing runs then. */
    @FunctionalInterface
    public interface Start {
        Running start() throws Exception;
    }

    private Lifeline(Lines lines) {
        this.lines = lines;
    }

    /** Never returns normally: the process ends. */
    public static void of(Start start) throws IOException {
        Lifeline life = new Lifeline(Lines.ofThisProcess());
        Runtime.getRuntime().addShutdownHook(new Thread(life::end, "shutdown"));
        life.begin(start);
        life.lines.forEach(ignored -> {});
        System.exit(life.exitCode);
    }

    private void begin(Start start) {
        try {
            Running now = start.start();
            running = now;
            lines.print(now.ready());
        } catch (Exception failure) {
            exitCode = 1;
            failure.printStackTrace();
            String sentence = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            lines.print(new JsonObject().put(Lines.FAILED, sentence));
        } finally {
            started.countDown();
        }
    }

    /** A signal during the start lets the start come to its end first. */
    private void end() {
        try {
            Running now = started.await(LONGEST_START_SECONDS, TimeUnit.SECONDS) ? running : null;
            if (now != null) {
                now.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
