package dev.tandem.project.order;

import dev.tandem.contracts.Ranked;
import dev.tandem.kit.http.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found where an item is to stand. */
public sealed interface Spot {

    /**
     * Room for the item.
     *
     * @param rank the rank that it gets there; the present one if it stands there already
     * @param reranked other items that must get other ranks; null if none must
     */
    record Free(String rank, @Nullable List<Ranked> reranked) implements Spot {}

    /** No such place, or no room. */
    record Refused(Problem problem) implements Spot {}
}
