package dev.tandem.messaging;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does a step again and again. A chain of futures holds all of its links until the last one completes, and some thousand of
 * them end in a stack overflow then; a loop holds none of its turns, however many it takes, and whether or not they are
 * complete at once.
 *
 * <p>Begins on the caller's thread, and each turn on the one where the step before was completed. A step that fails or
 * throws ends the loop with its failure.
 */
public final class Loop<T> {

    private final Supplier<Future<Optional<T>>> step;
    private final Promise<T> over = Promise.promise();

    private Loop(Supplier<Future<Optional<T>>> step) {
        this.step = step;
    }

    /** Until a step answers something; answers that. */
    public static <T> Future<T> untilFound(Supplier<Future<Optional<T>>> step) {
        Loop<T> loop = new Loop<>(step);
        loop.run();
        return loop.over.future();
    }

    /** Until a step answers true. */
    public static Future<Void> until(Supplier<Future<Boolean>> step) {
        return untilFound(() -> step.get().map(done -> done ? Optional.of(done) : Optional.<Boolean>empty()))
                .mapEmpty();
    }

    /** One after another, up to the first that fails. */
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
