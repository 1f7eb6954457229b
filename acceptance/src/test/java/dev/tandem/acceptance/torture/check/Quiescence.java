package dev.tandem.acceptance.torture.check;

import dev.tandem.backends.Postgres;
import java.util.List;

/**
 * Decides if nothing is under way. The answer is right only while no client sends requests and no event waits for its next
 * attempt.
 */
public final class Quiescence {

    private static final long ANSWER_MS = 2_000;

    private final Outboxes outboxes;
    private final Rabbit rabbit;
    private final List<String> queues;

    public Quiescence(Postgres postgres, Rabbit rabbit, List<String> queues) {
        this.outboxes = new Outboxes(postgres);
        this.rabbit = rabbit;
        this.queues = queues;
    }

    /** Twice, for a command leads to an event after its outbox was looked at. */
    public boolean now() {
        boolean once = still();
        return once && still();
    }

    private boolean still() {
        return outboxes.held().isEmpty()
                && queues.stream().allMatch(queue -> rabbit.settled(queue, ANSWER_MS) && rabbit.depth(queue) == 0);
    }
}
