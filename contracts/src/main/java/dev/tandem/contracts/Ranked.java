package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.UUID;

/**
 * The rank of a task or section, which sorts it among those of its project.
 *
 * @param rank sorts by its characters' codes, as in PostgreSQL's collation "C"; no two items of a list have the same
 */
public record Ranked(
        UUID id,

        @Matching(value = RANKS, longest = RANK, otherwise = "is not a rank")
        String rank) {

    public Ranked {
        Shape.check(Ranked.class, id, rank);
    }
}
