package dev.tandem.messaging.outbox;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;

/**
 * Chooses the partitions of the outbox that this process looks after: a home for its own messages, and in time of need
 * those in which rows wait and whose process is gone.
 *
 * <ul>
 *   <li>I1. A partition counts as held only while the connection stands that has its lock; with that, all are lost at once.
 *   <li>I2. Each partition that is taken is told once, when its lock is there, so that whatever waits in it is read.
 *   <li>I3. There is always a home to write to. It is held by one process at a time, but it may be nobody's: then whoever finds rows in
 *       it adopts it.
 *   <li>I4. An adopted partition is let go when nothing waits in it. The home is kept, until {@link #letGo}.
 * </ul>
 *
 * <p>Lives on one context; {@link #home()} may be asked from any.
 */
final class Partitions {

    static final int COUNT = 16;

    private final PartitionLocks locks;
    private final IntConsumer gained;
    private volatile int home = ThreadLocalRandom.current().nextInt(COUNT);

    /** @param gained is told each partition that was taken, in which rows of others may wait */
    Partitions(PartitionLocks locks, IntConsumer gained) {
        this.locks = locks;
        this.gained = gained;
    }

    int home() {
        return home;
    }

    boolean holds(int partition) {
        return locks.holds(partition);
    }

    Set<Integer> held() {
        return locks.held();
    }

    /**
     * Makes sure that there is a home, that the locks still stand, and that nothing waits in an orphan. To be called every
     * few seconds, or the locks end.
     */
    Future<OutboxTable.Contents> lookAfter(int mostCounted) {
        return seekHome()
                .compose(v -> contents(mostCounted))
                .compose(contents -> adopt(contents.waiting()).map(contents));
    }

    /** Holds no partition from now on, so that another process adopts what waits. The home stays where writers write. */
    Future<OutboxTable.Contents> letGo(int mostCounted) {
        return locks.unlockAll().compose(v -> contents(mostCounted));
    }

    private Future<OutboxTable.Contents> contents(int mostCounted) {
        return locks.ask(sql -> new OutboxTable(sql).contents(mostCounted));
    }

    /**
     * Deletes rows that the broker has confirmed. Not durably, if the connection was opened so: a deletion that gets lost
     * costs a second publishing, which every inbox knows for what it is.
     */
    Future<Void> delete(Collection<OutboxRow.Key> confirmed) {
        return locks.ask(sql -> new OutboxTable(sql).delete(confirmed));
    }

    Future<Void> seekHome() {
        return locks.holds(home) ? Future.succeededFuture() : seekHome(home, COUNT);
    }

    private Future<Void> seekHome(int candidate, int left) {
        if (left == 0) {
            return Future.succeededFuture();
        }
        return locks.tryLock(candidate).compose(locked -> {
            if (!locked) {
                return seekHome((candidate + 1) % COUNT, left - 1);
            }
            home = candidate;
            gained.accept(candidate);
            return Future.succeededFuture();
        });
    }

    /** Takes what nobody holds and rows wait in, and lets go of what was taken so and is drained. */
    private Future<Void> adopt(List<Integer> waiting) {
        Future<Void> done = Future.succeededFuture();
        for (int partition : waiting) {
            if (!locks.holds(partition)) {
                done = done.compose(v -> locks.tryLock(partition)).map(locked -> {
                    if (locked) {
                        gained.accept(partition);
                    }
                    return null;
                });
            }
        }
        for (int drained : locks.held()) {
            if (drained != home && !waiting.contains(drained)) {
                done = done.compose(v -> locks.unlock(drained));
            }
        }
        return done;
    }

    Future<Void> close() {
        return locks.close();
    }
}
