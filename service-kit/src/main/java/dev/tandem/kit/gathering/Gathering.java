package dev.tandem.kit.gathering;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Batches questions into few statements: questions asked while a statement is under way join the next one. So thousands of
 * concurrent callers need few connections, and a lone caller does not wait. Another statement starts alongside a running one only
 * when {@code mostAtOnce} questions wait or the running one takes long, so that one hanging statement does not block all.
 * Thread-safe.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class Gathering<Q, A> {

    private record Asked<Q, A>(Q question, Promise<A> answer) {}

    private final Vertx vertx;
    private final int mostAtOnce;
    private final int heaviest;
    private final ToIntFunction<Q> weight;
    private final Function<List<Q>, Future<List<A>>> statement;
    private final Deque<Asked<Q, A>> waiting = new ArrayDeque<>();
    private final Pace pace;
    private int weighs;
    private boolean lookingAgain;

    /**
     * @param statements maximum number of statements under way
     * @param mostAtOnce maximum number of questions in one statement
     * @param statement answers the questions in the given order; when it fails or throws, all of them fail
     */
    public Gathering(Vertx vertx, int statements, int mostAtOnce, Function<List<Q>, Future<List<A>>> statement) {
        this(vertx, statements, mostAtOnce, Integer.MAX_VALUE, question -> 0, statement);
    }

    /** @param heaviest maximum sum of weights in one statement; a heavier question goes alone */
    public Gathering(
            Vertx vertx,
            int statements,
            int mostAtOnce,
            int heaviest,
            ToIntFunction<Q> weight,
            Function<List<Q>, Future<List<A>>> statement) {
        this(vertx, statements, mostAtOnce, heaviest, Pace.LONG, weight, statement);
    }

    /** @param takesLong the age at which a running statement counts as slow */
    Gathering(
            Vertx vertx,
            int statements,
            int mostAtOnce,
            int heaviest,
            Duration takesLong,
            ToIntFunction<Q> weight,
            Function<List<Q>, Future<List<A>>> statement) {
        this.vertx = vertx;
        this.mostAtOnce = mostAtOnce;
        this.heaviest = heaviest;
        this.pace = new Pace(statements, takesLong);
        this.weight = weight;
        this.statement = statement;
    }

    /** The answer of a statement sent after this call, on the caller's context. */
    public Future<A> ask(Q question) {
        ContextInternal caller = ((VertxInternal) vertx).getOrCreateContext();
        Promise<A> answer = caller.promise();
        synchronized (this) {
            waiting.add(new Asked<>(question, answer));
            weighs += weight.applyAsInt(question);
        }
        next();
        return answer.future();
    }

    private void next() {
        List<Asked<Q, A>> batch;
        Long sent;
        synchronized (this) {
            if (waiting.isEmpty() || pace.isExhausted()) {
                return;
            }
            boolean full = waiting.size() >= mostAtOnce || weighs >= heaviest;
            long due = pace.dueIn(full);
            if (due > 0) {
                lookAgainIn(due);
                return;
            }
            batch = gather();
            sent = pace.begin();
        }
        send(batch.stream().map(Asked::question).toList()).onComplete((answers, failure) -> {
            synchronized (this) {
                pace.end(sent);
            }
            next();
            for (int i = 0; i < batch.size(); i++) {
                if (failure == null) {
                    batch.get(i).answer().complete(answers.get(i));
                } else {
                    batch.get(i).answer().fail(failure);
                }
            }
        });
    }

    private void lookAgainIn(long nanos) {
        if (!lookingAgain) {
            lookingAgain = true;
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, timer -> {
                synchronized (this) {
                    lookingAgain = false;
                }
                next();
            });
        }
    }

    private List<Asked<Q, A>> gather() {
        List<Asked<Q, A>> batch = new ArrayList<>();
        int together = 0;
        while (!waiting.isEmpty() && batch.size() < mostAtOnce) {
            int one = weight.applyAsInt(waiting.element().question());
            together += one;
            if (together > heaviest && !batch.isEmpty()) {
                break;
            }
            weighs -= one;
            batch.add(waiting.remove());
        }
        return batch;
    }

    private Future<List<A>> send(List<Q> questions) {
        try {
            return statement.apply(questions).map(answers -> {
                if (answers.size() != questions.size()) {
                    throw new IllegalStateException(
                            questions.size() + " questions have " + answers.size() + " answers");
                }
                return answers;
            });
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }
}
