package dev.tandem.notifier.inbox;

import dev.tandem.contracts.TaskPurged;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.announcement.ReceivedEnd;
import dev.tandem.notifier.announcement.ReceivedFact;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/**
 * Removes the notifications of tasks that were removed for good, and what is remembered of their comments. A mail that has not been sent is
 * not wanted any more then.
 */
public final class PurgedTasks implements FactListener {

    private static final String FORGET = """
            DELETE FROM notification n USING unnest($1::uuid[], $2::uuid[]) AS purged (workspace_id, task_id)
            WHERE n.task_id = purged.task_id AND n.workspace_id = purged.workspace_id
            """;

    private static final String FORGET_COMMENTS = "DELETE FROM changed_comment WHERE task_id = ANY ($1::uuid[])";

    @Override
    public void hear(UnitOfWork work, List<ReceivedFact> facts, List<ReceivedEnd> ends) {
        List<TaskPurged> purged = facts.stream()
                .map(ReceivedFact::fact)
                .filter(TaskPurged.class::isInstance)
                .map(TaskPurged.class::cast)
                .toList();
        if (!purged.isEmpty()) {
            UUID[] workspaces = purged.stream().map(TaskPurged::workspaceId).toArray(UUID[]::new);
            UUID[] tasks = purged.stream().map(TaskPurged::taskId).toArray(UUID[]::new);
            work.beforeCommit(tx -> Future.join(
                    tx.preparedQuery(FORGET)
                            .execute(Tuple.tuple().addArrayOfUUID(workspaces).addArrayOfUUID(tasks)),
                    tx.preparedQuery(FORGET_COMMENTS).execute(Tuple.tuple().addArrayOfUUID(tasks))));
        }
    }
}
