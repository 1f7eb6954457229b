package dev.tandem.project.command;

import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;

/** One command between the ledger and the feature that decides it. */
interface UseCase {

    /** Says what has to be known to decide it. */
    void needs(BatchState batch);

    Decision decide(BatchState batch, Instant now);

    /** Enters one of the occurrences that it came to. */
    void enter(Occurrence occurrence, BatchState batch);

    Target target();
}
