package dev.tandem.notifier.mail;

import static dev.tandem.notifier.Facts.anId;

import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.announcement.Cause;
import dev.tandem.notifier.delivery.Delivery;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** A member of a workspace of their own, to whom one mail is to be sent. */
record MailedPerson(String user, String address, Delivery delivery) {

    /** @param text of the notification that is mailed */
    static MailedPerson told(Pool pool, String text) {
        UUID workspace = anId();
        UUID event = anId();
        String user = "bob-" + anId();
        String address = user + "@example.com";
        Awaiting.get(pool.preparedQuery(
                        "INSERT INTO workspace_member (workspace_id, user_id, role, email) VALUES ($1, $2, 'member', $3)")
                .execute(Tuple.of(workspace, user, address))
                .map(true));
        Awaiting.get(pool.preparedQuery("""
                        INSERT INTO notification (id, user_id, workspace_id, project_id, task_id, kind, concern, text, created_at, event_id)
                        VALUES (gen_random_uuid(), $1, $2, $3, $4, 'task.assigned', 'ASSIGNMENT', $5, now(), $6)
                        """)
                .execute(Tuple.of(user, workspace, anId(), anId(), text, event))
                .map(true));
        return new MailedPerson(user, address, new Delivery(anId(), user, workspace, new Cause(event, null, null), 1));
    }
}
