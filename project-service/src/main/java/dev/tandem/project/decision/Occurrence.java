package dev.tandem.project.decision;

import dev.tandem.contracts.Fact;
import java.time.Instant;
import java.util.UUID;

/**
 * A fact with its place in the history of its subject.
 *
 * @param subject the aggregate
 * @param sequence the aggregate's version after the fact
 */
public record Occurrence(Fact fact, UUID subject, long sequence, Instant at) {}
