package dev.tandem.bench.process;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a measured system: starts it, reports that it is ready, and stops it gracefully on a signal or when standard input ends,
 * which happens when the parent process closes it or dies.
 */
public final class Lifeline {

    private static final long LONGEST_START_SECONDS = 120;

    private final Lines lines;
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable Running running;
    private volatile int exitCode;

    /** A system that has started. */
    public interface Running extends AutoCloseable {

        /** Returns the message to the parent process, with what it needs to use the system. */
        JsonObject ready();

        @Override
        void close();
    }

    /** Starts a system; an exception has a sentence for users as its message, and then nothing runs. */
    @FunctionalInterface
    public interface Start {
        Running start() throws Exception;
    }

    private Lifeline(Lines lines) {
        this.lines = lines;
    }

    /** Never returns normally: the process exits. */
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

    /** On a signal during the start, lets the start finish first. */
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
