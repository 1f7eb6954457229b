package dev.tandem.feed.entry;

import dev.tandem.contracts.Cases;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.CommentDeleted;
import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.CommentFact;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskDescribed;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskRenamed;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskReordered;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskRestored;
import dev.tandem.contracts.TaskUnassigned;
import dev.tandem.kit.sentence.Sentence;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes in sentences what happened to a task. */
final class TaskEntries {

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private static final Cases<TaskFact, Function<Actor, @Nullable Sentence>> SENTENCES =
            Cases.<TaskFact, Function<Actor, @Nullable Sentence>>of(TaskFact.class)
                    .on(TaskCreated.class, fact -> actor -> created(fact, actor))
                    .on(
                            TaskRenamed.class,
                            fact -> actor -> actor.says(
                                    FeedWording.TASK_RENAMED, about(fact).put("formerTitle", fact.formerTitle())))
                    .on(TaskDescribed.class, fact -> actor -> described(fact, actor))
                    .on(TaskAssigned.class, fact -> actor -> assigned(fact, actor))
                    .on(TaskUnassigned.class, fact -> actor -> unassigned(fact, actor))
                    .on(TaskMoved.class, fact -> actor -> moved(fact, actor))
                    .on(TaskReordered.class, fact -> actor -> null)
                    .on(TaskRescheduled.class, fact -> actor -> rescheduled(fact, actor))
                    .on(TaskCompleted.class, fact -> actor -> actor.says(FeedWording.TASK_COMPLETED, about(fact)))
                    .on(TaskReopened.class, fact -> actor -> actor.says(FeedWording.TASK_REOPENED, about(fact)))
                    .on(TaskDeleted.class, fact -> actor -> actor.says(FeedWording.TASK_DELETED, about(fact)))
                    .on(TaskRestored.class, fact -> actor -> actor.says(FeedWording.TASK_RESTORED, about(fact)))
                    .on(
                            CommentAdded.class,
                            fact -> actor -> actor.says(
                                    FeedWording.COMMENT_ADDED, about(fact).put("excerpt", fact.excerpt())))
                    .on(
                            CommentEdited.class,
                            fact -> actor -> actor.says(
                                    FeedWording.COMMENT_EDITED, about(fact).put("excerpt", fact.excerpt())))
                    .on(CommentDeleted.class, fact -> actor -> deleted(fact, actor))
                    .complete();

    private TaskEntries() {}

    static @Nullable EntryDraft of(TaskFact fact) {
        Actor actor = Actor.of(fact.by());
        Sentence sentence = SENTENCES.apply(fact).apply(actor);
        if (sentence == null) {
            return null;
        }
        Topic object = fact instanceof CommentFact comment
                ? new Topic("comment", comment.commentId().toString(), null)
                : new Topic("task", fact.taskId().toString(), fact.title());
        return new EntryDraft(fact.projectId(), fact.taskId(), actor, object, sentence);
    }

    private static Sentence created(TaskCreated fact, Actor actor) {
        String assignee = fact.assigneeId();
        if (assignee == null) {
            return actor.says(FeedWording.TASK_CREATED, about(fact));
        }
        return actor.is(assignee)
                ? actor.says(FeedWording.TASK_CREATED_SELF, about(fact))
                : actor.says(FeedWording.TASK_CREATED_FOR, about(fact).put("assigneeId", assignee));
    }

    private static Sentence deleted(CommentDeleted fact, Actor actor) {
        return actor.is(fact.authorId())
                ? actor.says(FeedWording.COMMENT_DELETED_SELF, about(fact))
                : actor.says(FeedWording.COMMENT_DELETED, about(fact).put("authorId", fact.authorId()));
    }

    /** The text names the members as in {@code description and start on}, from description and startOn. */
    private static Sentence described(TaskDescribed fact, Actor actor) {
        List<String> members = Objects.requireNonNullElse(fact.members(), List.of("description"));
        String words = members.stream()
                .map(member -> CAPITAL.matcher(member)
                        .replaceAll(found -> " " + found.group().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" and "));
        return FeedWording.TASK_DESCRIBED.say(
                Map.of("actor", actor.called(), "members", words), about(fact).put("members", new JsonArray(members)));
    }

    private static Sentence assigned(TaskAssigned fact, Actor actor) {
        return actor.is(fact.assigneeId())
                ? actor.says(FeedWording.TASK_ASSIGNED_SELF, about(fact))
                : actor.says(FeedWording.TASK_ASSIGNED, about(fact).put("assigneeId", fact.assigneeId()));
    }

    private static Sentence unassigned(TaskUnassigned fact, Actor actor) {
        return actor.is(fact.formerAssigneeId())
                ? actor.says(FeedWording.TASK_UNASSIGNED_SELF, about(fact))
                : actor.says(FeedWording.TASK_UNASSIGNED, about(fact).put("formerAssigneeId", fact.formerAssigneeId()));
    }

    private static Sentence moved(TaskMoved fact, Actor actor) {
        if (fact.sectionId() == null) {
            return actor.says(FeedWording.TASK_MOVED_OUT, about(fact));
        }
        JsonObject arguments = about(fact).put("sectionId", fact.sectionId().toString());
        return fact.sectionName() == null
                ? actor.says(FeedWording.TASK_MOVED_ELSEWHERE, arguments)
                : actor.says(FeedWording.TASK_MOVED, arguments.put("section", fact.sectionName()));
    }

    private static Sentence rescheduled(TaskRescheduled fact, Actor actor) {
        return fact.dueOn() == null
                ? actor.says(FeedWording.TASK_UNSCHEDULED, about(fact))
                : actor.says(FeedWording.TASK_RESCHEDULED, about(fact).put("dueOn", fact.dueOn()));
    }

    private static JsonObject about(TaskFact fact) {
        return new JsonObject().put("task", fact.title());
    }
}
