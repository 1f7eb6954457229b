package dev.tandem.project.command;

import dev.tandem.contracts.Person;
import dev.tandem.contracts.Ranked;
import dev.tandem.project.comment.Comment;
import dev.tandem.project.comment.CommentStore;
import dev.tandem.project.order.Order;
import dev.tandem.project.order.OrderStore;
import dev.tandem.project.order.Orders;
import dev.tandem.project.project.Project;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.ProjectStore;
import dev.tandem.project.section.Section;
import dev.tandem.project.section.SectionStore;
import dev.tandem.project.task.HistoryEntry;
import dev.tandem.project.task.HistoryStore;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskReferences;
import dev.tandem.project.task.TaskStore;
import dev.tandem.project.workspace.Member;
import dev.tandem.project.workspace.MemberStore;
import dev.tandem.project.workspace.Workspace;
import dev.tandem.project.workspace.WorkspaceStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holds the state on which the commands of one batch are decided. The state is read once, kept up to date in memory, so that
 * each command sees the effects of earlier ones, and written once. The number of statements does not depend on the size of
 * the batch.
 */
final class BatchState {

    final Rows<UUID, Workspace> workspaces = new Rows<>(Workspace::id, Comparator.comparing(Workspace::id));
    final Rows<Member.Key, Member> members =
            new Rows<>(Member::key, Comparator.comparing(Member::workspaceId).thenComparing(Member::userId));
    final Rows<UUID, Project> projects = new Rows<>(Project::id, Comparator.comparing(Project::id));
    final Rows<UUID, Section> sections = new Rows<>(Section::id, Comparator.comparing(Section::id));
    final Rows<UUID, Task> tasks = new Rows<>(Task::id, Comparator.comparing(Task::id));
    final Rows<UUID, Comment> comments = new Rows<>(Comment::id, Comparator.comparing(Comment::id));

    final Orders taskOrders = new Orders(OrderStore.TASKS);
    final Orders sectionOrders = new Orders(OrderStore.SECTIONS);

    private final Emptied emptied = new Emptied();
    private final List<HistoryEntry> history = new ArrayList<>();

    /** Announces that a command will call {@link #access}. */
    void wantAccess(UUID workspaceId, UUID projectId, String actor) {
        members.want(new Member.Key(workspaceId, actor));
        projects.want(projectId);
    }

    /** Requires {@link #wantAccess} first. */
    ProjectAccess access(UUID workspaceId, UUID projectId, String actor) {
        return new ProjectAccess(projects.find(projectId), members.find(new Member.Key(workspaceId, actor)));
    }

    /** Announces that a command will call {@link #membersAmong}. */
    void wantMembers(UUID workspaceId, List<String> userIds) {
        userIds.forEach(userId -> members.want(new Member.Key(workspaceId, userId)));
    }

    /** Those who are members of the workspace. Requires {@link #wantMembers} first. */
    List<String> membersAmong(UUID workspaceId, List<String> userIds) {
        return userIds.stream()
                .filter(userId -> members.find(new Member.Key(workspaceId, userId)) != null)
                .toList();
    }

    /** Announces that a command will put a task into the section or assign it to the user. */
    void wantReferences(UUID workspaceId, @Nullable UUID sectionId, @Nullable String assigneeId) {
        if (sectionId != null) {
            sections.want(sectionId);
        }
        if (assigneeId != null) {
            members.want(new Member.Key(workspaceId, assigneeId));
        }
    }

    /** Requires {@link #wantReferences} first. */
    TaskReferences references(UUID workspaceId, @Nullable UUID sectionId, @Nullable String assigneeId, Order order) {
        return new TaskReferences(
                sectionId == null ? null : sections.find(sectionId),
                assigneeId == null ? null : members.find(new Member.Key(workspaceId, assigneeId)),
                order);
    }

    /** Enters the ranks of a task that is written anyway and of others that make room for it. */
    void enterRanks(UUID projectId, UUID taskId, @Nullable String rank, @Nullable List<Ranked> reranked) {
        taskOrders.enter(projectId, taskId, Objects.requireNonNull(rank));
        shift(taskOrders, tasks, Task::shifted, projectId, reranked);
    }

    /** Like {@link #enterRanks}, for a section. */
    void enterSectionRanks(UUID projectId, UUID sectionId, @Nullable String rank, @Nullable List<Ranked> reranked) {
        sectionOrders.enter(projectId, sectionId, Objects.requireNonNull(rank));
        shift(sectionOrders, sections, Section::shifted, projectId, reranked);
    }

    /** A row that the batch knows is written with its other rank, any other gets it by itself. */
    private static <R> void shift(
            Orders orders,
            Rows<UUID, R> rows,
            BiFunction<R, String, R> shifted,
            UUID projectId,
            @Nullable List<Ranked> reranked) {
        for (Ranked other : Objects.requireNonNullElse(reranked, List.<Ranked>of())) {
            R known = rows.known(other.id());
            if (known == null) {
                orders.rerank(projectId, other);
            } else {
                rows.change(shifted.apply(known, other.rank()));
                orders.enter(projectId, other.id(), other.rank());
            }
        }
    }

    /** Like {@link #changeTask}, for a task that came into the trash, or out of it. */
    void trash(Task before, Task after, Person by) {
        changeTask(before, after, by);
        if (after.inTrash()) {
            taskOrders.hide(after.projectId(), after.id());
        } else {
            taskOrders.show(after.projectId(), after.id());
        }
    }

    /** Announces that a command will delete the section. */
    void wantTasksOf(UUID sectionId) {
        emptied.want(sectionId);
    }

    /** The number of tasks that were in the section when the batch began. Requires {@link #wantTasksOf} first. */
    int tasksIn(UUID sectionId) {
        return emptied.tasksIn(sectionId);
    }

    /** Replaces a task, and enters into its history what that changed. */
    void changeTask(Task before, Task after, Person by) {
        tasks.change(after);
        HistoryEntry.of(before, after, by).ifPresent(history::add);
    }

    /** Removes a section and moves its tasks. */
    void delete(Section section, @Nullable UUID heir, Instant at, Person by) {
        sections.remove(section);
        sectionOrders.leave(section.projectId(), section.id());
        tasks.known(task -> section.id().equals(task.details().sectionId()))
                .forEach(task -> changeTask(task, task.rehomed(heir, at), by));
        emptied.enter(section.id(), heir, at, by);
    }

    /**
     * Reads everything wanted in one round trip and locks the memberships and projects. A membership that is removed
     * concurrently is either gone before the decision or stays until the decision is written; the same holds for a project
     * that is archived or deleted. Later queries see everything that committed before a lock was acquired: the workspaces
     * with their membership versions, and the contents of the projects, which therefore need no locks of their own.
     */
    Future<Void> load(SqlConnection tx) {
        return Future.join(List.of(
                        members.load(new MemberStore(tx)::lockAll),
                        workspaces.load(new WorkspaceStore(tx)::findAll),
                        projects.load(new ProjectStore(tx)::lockAll),
                        sections.load(new SectionStore(tx)::findAll),
                        sectionOrders.load(tx),
                        taskOrders.load(tx),
                        emptied.load(TaskStore.in(tx)),
                        tasks.load(TaskStore.in(tx)::findAll),
                        comments.load(new CommentStore(tx)::findAll)))
                .mapEmpty();
    }

    /** Writes new and changed rows in one round trip. */
    Future<Void> save(SqlConnection tx) {
        return Future.join(List.of(
                        workspaces.insertOnly(new WorkspaceStore(tx)::insertAll),
                        members.insertOnly(new MemberStore(tx)::insertAll),
                        projects.insert(new ProjectStore(tx)::insertAll),
                        projects.update(new ProjectStore(tx)::updateAll),
                        sections.insert(new SectionStore(tx)::insertAll),
                        sections.update(new SectionStore(tx)::updateAll),
                        sectionOrders.save(tx),
                        tasks.insert(TaskStore.in(tx)::insertAll),
                        tasks.update(TaskStore.in(tx)::updateAll),
                        taskOrders.save(tx),
                        emptied.save(TaskStore.in(tx)),
                        saveHistory(new HistoryStore(tx)),
                        sections.delete(new SectionStore(tx)::deleteAll),
                        comments.insert(new CommentStore(tx)::insertAll),
                        comments.update(new CommentStore(tx)::updateAll),
                        comments.delete(new CommentStore(tx)::deleteAll)))
                .mapEmpty();
    }

    private Future<Void> saveHistory(HistoryStore store) {
        return history.isEmpty() ? Future.succeededFuture() : store.insertAll(history);
    }
}
