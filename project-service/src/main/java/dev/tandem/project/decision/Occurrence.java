package dev.tandem.project.decision;

import dev.tandem.contracts.Fact;
import java.time.Instant;
import java.util.UUID;

/**
 * A fact, with its place in the history of what it is about.
 *
 * @param subject the aggregate
 * @param sequence the aggregate's version after it
 */
public record Occurrence(Fact fact, UUID subject, long sequence, Instant at) {}
