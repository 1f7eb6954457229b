package dev.tandem.messaging;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Repeats an asynchronous step. A chain of futures keeps all of its links until the last one completes, and a few thousand links
 * then overflow the stack; a loop keeps none of its turns, however many it takes, even if they complete at once.
 *
 * <p>The first step runs on the caller's thread, each further one on the thread that completed the step before. A step that fails
 * or throws ends the loop with its failure.
 */
public final class Loop<T> {

    private final Supplier<Future<Optional<T>>> step;
    private final Promise<T> over = Promise.promise();

    private Loop(Supplier<Future<Optional<T>>> step) {
        this.step = step;
    }

    /** Repeats the step until it returns a value, and completes with that value. */
    public static <T> Future<T> untilFound(Supplier<Future<Optional<T>>> step) {
        Loop<T> loop = new Loop<>(step);
        loop.run();
        return loop.over.future();
    }

    /** Repeats the step until it returns true. */
    public static Future<Void> until(Supplier<Future<Boolean>> step) {
        return untilFound(() -> step.get().map(done -> done ? Optional.of(done) : Optional.<Boolean>empty()))
                .mapEmpty();
    }

    /** Runs the step for one element after another, up to the first failure. */
    public static <E> Future<Void> each(Iterable<E> elements, Function<? super E, Future<Void>> step) {
        Iterator<E> rest = elements.iterator();
        return until(() ->
                rest.hasNext() ? step.apply(rest.next()).map(done -> !rest.hasNext()) : Future.succeededFuture(true));
    }

    private void run() {
        Future<Optional<T>> turn = next();
        while (turn.succeeded() && turn.result().isEmpty()) {
            turn = next();
        }
        turn.onComplete(found -> found.ifPresentOrElse(over::complete, this::run), over::fail);
    }

    private Future<Optional<T>> next() {
        try {
            return step.get();
        } catch (RuntimeException thrown) {
            return Future.failedFuture(thrown);
        }
    }
}
