package dev.tandem.gateway.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Answers many questions by few statements: those that are asked while the last statements are under way are in the next. So
 * thousands that ask at once take as many connections as statements may be under way, and no more. Safe for use by many
 * threads.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class Gathering<Q, A> {

    private static final int STATEMENTS = 2;

    private record Asked<Q, A>(Q question, Promise<A> answer) {}

    private final Vertx vertx;
    private final int mostAtOnce;
    private final Function<List<Q>, Future<List<A>>> statement;
    private final Deque<Asked<Q, A>> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * @param mostAtOnce questions in one statement
     * @param statement answers each question, in the order in which they are given
     */
    public Gathering(Vertx vertx, int mostAtOnce, Function<List<Q>, Future<List<A>>> statement) {
        this.vertx = vertx;
        this.mostAtOnce = mostAtOnce;
        this.statement = statement;
    }

    /** The answer of a statement that is sent after this was called. It comes on the caller's context. */
    public Future<A> ask(Q question) {
        ContextInternal caller = ((VertxInternal) vertx).getOrCreateContext();
        Promise<A> answer = caller.promise();
        synchronized (this) {
            waiting.add(new Asked<>(question, answer));
        }
        next();
        return answer.future();
    }

    private void next() {
        List<Asked<Q, A>> batch = new ArrayList<>();
        synchronized (this) {
            if (waiting.isEmpty() || underWay == STATEMENTS) {
                return;
            }
            while (!waiting.isEmpty() && batch.size() < mostAtOnce) {
                batch.add(waiting.remove());
            }
            underWay++;
        }
        statement.apply(batch.stream().map(Asked::question).toList()).onComplete(answers -> {
            synchronized (this) {
                underWay--;
            }
            next();
            for (int i = 0; i < batch.size(); i++) {
                if (answers.succeeded()) {
                    batch.get(i).answer().complete(answers.result().get(i));
                } else {
                    batch.get(i).answer().fail(answers.cause());
                }
            }
        });
    }
}
