package dev.tandem.notifier.digest;

import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.kit.table.Columns;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.announcement.ReceivedEnd;
import dev.tandem.notifier.announcement.ReceivedFact;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stores the names of projects in the table {@code project_name}. Events may arrive in any order, so the highest sequence
 * wins, and a deleted project keeps its row for a while.
 */
public final class ProjectNames implements FactListener {

    private record Name(
            UUID projectId,
            String name,
            long sequence,
            @Nullable Instant deletedAt) {

        static Name of(ReceivedFact received) {
            ProjectFact fact = (ProjectFact) received.fact();
            return new Name(
                    fact.projectId(),
                    fact.name(),
                    received.envelope().sequence(),
                    fact instanceof ProjectDeleted ? received.envelope().time() : null);
        }
    }

    private static final Columns<Name> NAME = Columns.<Name>none()
            .id("project_id", Name::projectId)
            .text("name", Name::name)
            .bigint("sequence", Name::sequence)
            .time("deleted_at", Name::deletedAt);

    private static final String SAVE = NAME.insertInto("project_name") + """

            ON CONFLICT (project_id) DO UPDATE
            SET name = excluded.name, sequence = excluded.sequence, deleted_at = excluded.deleted_at
            WHERE project_name.sequence < excluded.sequence
            """;

    @Override
    public void hear(UnitOfWork work, List<ReceivedFact> facts, List<ReceivedEnd> ends) {
        Collection<Name> names = latest(facts);
        if (!names.isEmpty()) {
            work.beforeCommit(tx -> tx.preparedQuery(SAVE).execute(NAME.arrays(names)));
        }
    }

    /** In the order of ids, so that two transactions never deadlock. */
    private static Collection<Name> latest(List<ReceivedFact> facts) {
        return facts.stream()
                .filter(each -> each.fact() instanceof ProjectFact)
                .map(Name::of)
                .collect(Collectors.toMap(
                        Name::projectId,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparingLong(Name::sequence)),
                        TreeMap::new))
                .values();
    }
}
