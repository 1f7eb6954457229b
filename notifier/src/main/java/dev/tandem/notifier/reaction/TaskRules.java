package dev.tandem.notifier.reaction;

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
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.announcement.NoticeWording;
import dev.tandem.notifier.reaction.Notice.Line;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the notice of a fact about a task: for the users that the fact names, or for nobody. */
final class TaskRules {

    private static final Cases<TaskFact, Function<Actor, List<Line>>> LINES =
            Cases.<TaskFact, Function<Actor, List<Line>>>of(TaskFact.class)
                    .on(
                            TaskCreated.class,
                            fact -> actor -> List.of(Line.assigned(
                                    actor.says(NoticeWording.TASK_CREATED, about(fact)), fact.assigneeId())))
                    .on(
                            TaskAssigned.class,
                            fact -> actor -> List.of(
                                    Line.assigned(
                                            actor.says(NoticeWording.TASK_ASSIGNED, about(fact)), fact.assigneeId()),
                                    unassigned(fact, actor, fact.formerAssigneeId())))
                    .on(
                            TaskUnassigned.class,
                            fact -> actor -> List.of(unassigned(fact, actor, fact.formerAssigneeId())))
                    .on(
                            TaskCompleted.class,
                            fact -> actor -> List.of(Line.to(
                                    actor.says(NoticeWording.TASK_COMPLETED, about(fact)),
                                    fact.assigneeId(),
                                    fact.createdById())))
                    .on(
                            TaskReopened.class,
                            fact -> actor -> List.of(Line.to(
                                    actor.says(NoticeWording.TASK_REOPENED, about(fact)),
                                    fact.assigneeId(),
                                    fact.createdById())))
                    .on(
                            TaskRescheduled.class,
                            fact -> actor ->
                                    List.of(Line.to(rescheduling(fact, actor), fact.assigneeId(), fact.createdById())))
                    .on(
                            TaskDeleted.class,
                            fact -> actor -> List.of(Line.to(
                                    actor.says(NoticeWording.TASK_DELETED, about(fact)),
                                    fact.assigneeId(),
                                    fact.createdById())))
                    .on(
                            TaskRestored.class,
                            fact -> actor -> List.of(Line.to(
                                    actor.says(NoticeWording.TASK_RESTORED, about(fact)),
                                    fact.assigneeId(),
                                    fact.createdById())))
                    .on(CommentAdded.class, fact -> actor -> said(fact, actor))
                    .on(
                            CommentEdited.class,
                            fact -> actor -> List.of(mentioned(actor, saying(fact, fact.excerpt()), fact.mentions())))
                    .on(CommentDeleted.class, fact -> actor -> List.of())
                    .on(TaskRenamed.class, fact -> actor -> List.of())
                    .on(TaskDescribed.class, fact -> actor -> List.of())
                    .on(TaskMoved.class, fact -> actor -> List.of())
                    .on(TaskReordered.class, fact -> actor -> List.of())
                    .complete();

    private TaskRules() {}

    static Notice notice(TaskFact fact) {
        Actor actor = Actor.of(fact.by());
        return new Notice(
                fact.projectId(), fact.taskId(), actor, LINES.apply(fact).apply(actor));
    }

    private static JsonObject about(TaskFact fact) {
        return new JsonObject().put("task", fact.title());
    }

    private static Line unassigned(TaskFact fact, Actor actor, @Nullable String former) {
        return Line.to(actor.says(NoticeWording.TASK_UNASSIGNED, about(fact)), former);
    }

    private static Sentence rescheduling(TaskRescheduled fact, Actor actor) {
        return fact.dueOn() == null
                ? actor.says(NoticeWording.TASK_UNSCHEDULED, about(fact))
                : actor.says(NoticeWording.TASK_RESCHEDULED, about(fact).put("dueOn", fact.dueOn()));
    }

    /** Mentions come first, so that a mentioned user whom the task also concerns reads the mention. */
    private static List<Line> said(CommentAdded comment, Actor actor) {
        JsonObject arguments = saying(comment, comment.excerpt());
        return List.of(
                mentioned(actor, arguments, comment.mentions()),
                Line.to(
                        actor.says(NoticeWording.COMMENT_ADDED, arguments),
                        comment.assigneeId(),
                        comment.createdById()));
    }

    private static Line mentioned(Actor actor, JsonObject arguments, List<String> users) {
        return new Line(Concern.MENTION, actor.says(NoticeWording.COMMENT_MENTION, arguments), users);
    }

    private static JsonObject saying(CommentFact comment, String excerpt) {
        return about(comment)
                .put("excerpt", excerpt)
                .put("commentId", comment.commentId().toString());
    }
}
