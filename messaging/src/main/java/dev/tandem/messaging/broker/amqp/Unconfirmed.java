package dev.tandem.messaging.broker.amqp;

import dev.tandem.messaging.broker.BrokerUnavailable;
import io.vertx.core.Promise;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the publications of one channel that are neither confirmed nor refused yet, by delivery tag. Times are in
 * nanoseconds. Thread-safe.
 */
final class Unconfirmed {

    private final ConcurrentSkipListMap<Long, Publish> publishes = new ConcurrentSkipListMap<>();
    private volatile long heard;

    Unconfirmed(long now) {
        heard = now;
    }

    void add(long tag, Promise<Void> confirmed, long now) {
        publishes.put(tag, new Publish(confirmed, now));
    }

    /** @param multiple whether the answer covers all tags up to this one */
    void answered(long tag, boolean multiple, boolean succeeded, long now) {
        heard = now;
        if (!multiple) {
            settle(publishes.remove(tag), succeeded);
            return;
        }
        var settled = publishes.headMap(tag, true);
        settled.values().forEach(each -> settle(each, succeeded));
        settled.clear();
    }

    private static void settle(@Nullable Publish publish, boolean succeeded) {
        if (publish == null) {
            return;
        }
        if (succeeded) {
            publish.confirmed.tryComplete();
        } else {
            publish.confirmed.tryFail(new BrokerUnavailable("The broker refused the message"));
        }
    }

    /**
     * Fails the publications sent before that time, and no later ones: one stuck queue says nothing about the others.
     *
     * @return true if the broker has answered nothing since the first of them was sent. Then none is failed, because the whole
     *     connection is in doubt
     */
    boolean expire(long sentBefore) {
        var first = publishes.firstEntry();
        if (first == null || first.getValue().sentAt - sentBefore >= 0) {
            return false;
        }
        if (heard - first.getValue().sentAt <= 0) {
            return true;
        }
        publishes.entrySet().removeIf(each -> each.getValue().expired(sentBefore));
        return false;
    }

    void failAll(Throwable why) {
        publishes.values().forEach(each -> each.confirmed.tryFail(why));
        publishes.clear();
    }

    private record Publish(Promise<Void> confirmed, long sentAt) {

        boolean expired(long sentBefore) {
            boolean expired = sentAt - sentBefore < 0;
            if (expired) {
                confirmed.tryFail(new BrokerUnavailable("No confirm came in time"));
            }
            return expired;
        }
    }
}
