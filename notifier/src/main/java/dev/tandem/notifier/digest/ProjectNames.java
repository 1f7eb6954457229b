package dev.tandem.notifier.digest;

import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.kit.table.Columns;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.announcement.ReceivedEnd;
import dev.tandem.notifier.announcement.ReceivedFact;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Remembers what projects are called, in the table {@code project_name}. Events may come in any order. */
public final class ProjectNames implements FactListener {

    private record Name(UUID projectId, String name, long sequence) {}

    private static final Columns<Name> NAME = Columns.<Name>none()
            .id("project_id", Name::projectId)
            .text("name", Name::name)
            .bigint("sequence", Name::sequence);

    private static final String SAVE = NAME.insertInto("project_name") + """

            ON CONFLICT (project_id) DO UPDATE SET name = excluded.name, sequence = excluded.sequence
            WHERE project_name.sequence < excluded.sequence
            """;

    private static final String DELETE = "DELETE FROM project_name WHERE project_id = ANY ($1::uuid[])";

    @Override
    public void hear(UnitOfWork work, List<ReceivedFact> facts, List<ReceivedEnd> ends) {
        Collection<Name> names = latest(facts);
        if (!names.isEmpty()) {
            work.beforeCommit(tx -> tx.preparedQuery(SAVE).execute(NAME.arrays(names)));
        }
        UUID[] deleted = facts.stream()
                .filter(each -> each.fact() instanceof ProjectDeleted)
                .map(each -> ((ProjectDeleted) each.fact()).projectId())
                .sorted()
                .toArray(UUID[]::new);
        if (deleted.length > 0) {
            work.beforeCommit(tx -> tx.preparedQuery(DELETE).execute(Tuple.of(deleted)));
        }
    }

    /** In the order of ids, so that two transactions never deadlock. */
    private static Collection<Name> latest(List<ReceivedFact> facts) {
        Map<UUID, Name> latest = facts.stream()
                .filter(each -> each.fact() instanceof ProjectCreated || each.fact() instanceof ProjectRenamed)
                .map(each -> name((ProjectFact) each.fact(), each.envelope().sequence()))
                .collect(Collectors.toMap(
                        Name::projectId,
                        each -> each,
                        BinaryOperator.maxBy(Comparator.comparingLong(Name::sequence)),
                        TreeMap::new));
        return latest.values();
    }

    private static Name name(ProjectFact fact, long sequence) {
        return new Name(fact.projectId(), fact.name(), sequence);
    }
}
