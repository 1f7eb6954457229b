package dev.tandem.kit.permission;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes few calls of many equal ones, without staleness: whoever asks shares only a call that is sent after they asked.
 *
 * <p>One call per key is under way at a time; all who ask meanwhile share the one that follows it. Everyone gets the result
 * on their own context. Safe for use by many threads.
 */
final class Coalescing<K, V> {

    private final Vertx vertx;
    private final Map<K, Lane<V>> lanes = new HashMap<>();

    private static final class Lane<V> {
        private @Nullable Promise<V> next;
        private @Nullable Supplier<Future<V>> nextCall;
    }

    Coalescing(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<V> ask(K key, Supplier<Future<V>> call) {
        Promise<V> mine = ((ContextInternal) vertx.getOrCreateContext()).promise();
        Lane<V> lane;
        synchronized (lanes) {
            lane = lanes.get(key);
            if (lane != null) {
                if (lane.next == null) {
                    lane.next = Promise.promise();
                    lane.nextCall = call;
                }
                lane.next.future().onComplete(mine);
                return mine.future();
            }
            lane = new Lane<>();
            lanes.put(key, lane);
        }
        send(key, lane, call, mine);
        return mine.future();
    }

    private void send(K key, Lane<V> lane, Supplier<Future<V>> call, Promise<V> waiting) {
        Future<V> answer;
        try {
            answer = call.get();
        } catch (RuntimeException failure) {
            answer = Future.failedFuture(failure);
        }
        answer.onComplete(over -> {
            advance(key, lane);
            waiting.handle(over);
        });
    }

    private void advance(K key, Lane<V> lane) {
        Promise<V> waiting;
        Supplier<Future<V>> call;
        synchronized (lanes) {
            waiting = lane.next;
            call = lane.nextCall;
            lane.next = null;
            lane.nextCall = null;
            if (waiting == null) {
                lanes.remove(key);
            }
        }
        if (waiting != null && call != null) {
            send(key, lane, call, waiting);
        }
    }
}
