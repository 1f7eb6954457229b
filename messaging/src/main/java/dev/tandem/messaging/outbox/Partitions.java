package dev.tandem.messaging.outbox;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;

/**
 * Chooses the partitions of the outbox that this process owns: a home for its own messages, and orphans, in which rows wait
 * although their process is gone.
 *
 * <ul>
 *   <li>I1. A partition counts as held only while the connection with its lock is up; with the connection, all are lost at once.
 *   <li>I2. Each partition is reported once when its lock has been acquired, so that its waiting rows are read.
 *   <li>I3. There is always a home to write to. At most one process holds that partition. If none does, a process that finds rows
 *       in it adopts it.
 *   <li>I4. An adopted partition is released when nothing waits in it. The home is kept, until {@link #letGo}.
 * </ul>
 *
 * <p>Lives on one context; {@link #home()} may be called from any.
 */
final class Partitions {

    static final int COUNT = 16;

    private final PartitionLocks locks;
    private final IntConsumer gained;
    private volatile int home = ThreadLocalRandom.current().nextInt(COUNT);

    /** @param gained called with each partition whose lock has been acquired; rows of other processes may wait in it */
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
     * Makes sure that there is a home, that the locks are intact, and that no rows wait in an orphan. Must be called every few
     * seconds, or the locks end.
     */
    Future<OutboxTable.Contents> lookAfter(int mostCounted) {
        return seekHome()
                .compose(v -> contents(mostCounted))
                .compose(contents -> adopt(contents.waiting()).map(contents));
    }

    /** Holds no partition from now on, so that another process adopts the waiting rows. New rows still go to the home. */
    Future<OutboxTable.Contents> letGo(int mostCounted) {
        return locks.unlockAll().compose(v -> contents(mostCounted));
    }

    private Future<OutboxTable.Contents> contents(int mostCounted) {
        return locks.ask(sql -> new OutboxTable(sql).contents(mostCounted));
    }

    /**
     * Deletes rows that the broker has confirmed; not durably, if the connection was opened that way: a lost deletion causes a
     * second publication, which every inbox recognises as a duplicate.
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

    /** Adopts partitions with rows that no process holds, and releases adopted ones that are drained. */
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
