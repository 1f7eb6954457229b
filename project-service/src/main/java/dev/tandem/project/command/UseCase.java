package dev.tandem.project.command;

import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;

/** Connects one command with the rows of its batch and the feature that decides it. */
interface UseCase {

    /** Announces the rows that the decision needs. */
    void needs(BatchState batch);

    Decision decide(BatchState batch, Instant now);

    /** Applies one occurrence of the decision to the batch. */
    void enter(Occurrence occurrence, BatchState batch);

    Target target();
}
