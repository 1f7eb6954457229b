package dev.tandem.project.command;

import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.messaging.erasure.Redaction;
import dev.tandem.project.invitation.Inviting;
import dev.tandem.project.workspace.Departure;
import java.time.Clock;

/**
 * Declares what an erasure changes in this service. Resources that the person created or is assigned to stay, under the
 * pseudonym; the text of the person's comments is replaced, and the memberships are removed. A comment gets another version, so
 * that no client keeps the former text for the same ETag.
 */
public final class ErasedPeople {

    private ErasedPeople() {}

    public static PersonalData personalData(Clock clock) {
        return PersonalData.NONE
                .changed(
                        "comment",
                        "text = '" + Redaction.WORDS + "', author_name = NULL, author_id = $2, version = version + 1",
                        "author_id = $1")
                .changed(
                        "comment",
                        "text = replace(renamed(text, '@' || $1, '@' || $2), bracketed($1), '@' || $2),"
                                + " mentions = array_replace(mentions, $1, $2), version = version + 1",
                        "$1 = ANY (mentions)")
                .ids("workspace", "created_by")
                .ids("project", "lead_id", "created_by")
                .ids("project_member", "user_id")
                .ids("task", "assignee_id", "created_by", "deleted_by")
                .changed("task_history", "actor_id = $2, actor_name = NULL", "actor_id = $1")
                .and(assigneesInHistories())
                .and(Inviting.PERSONAL_DATA)
                .other("member", new Departure(clock));
    }

    private static PersonalData assigneesInHistories() {
        return assigneesInHistories("from").and(assigneesInHistories("to"));
    }

    private static PersonalData assigneesInHistories(String end) {
        String path = "'{assigneeId," + end + "}'";
        return PersonalData.NONE.changed(
                "task_history",
                "changes = jsonb_set(changes, " + path + ", to_jsonb($2::text))",
                "changes #>> " + path + " = $1");
    }
}
