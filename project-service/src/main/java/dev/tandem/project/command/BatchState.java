package dev.tandem.project.command;

import dev.tandem.project.comment.Comment;
import dev.tandem.project.comment.CommentStore;
import dev.tandem.project.project.Project;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.ProjectStore;
import dev.tandem.project.section.Section;
import dev.tandem.project.section.SectionStore;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskReferences;
import dev.tandem.project.task.TaskStore;
import dev.tandem.project.workspace.Member;
import dev.tandem.project.workspace.MemberStore;
import dev.tandem.project.workspace.Workspace;
import dev.tandem.project.workspace.WorkspaceStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds the state on which the commands of one batch are decided. The state is read once, kept up to date in memory, so that
 * each command sees the effects of earlier ones, and written once. A table costs one statement to read (sections two) and at
 * most two to write, whatever the size of the batch.
 */
final class BatchState {

    final Rows<UUID, Workspace> workspaces = new Rows<>(Workspace::id, Comparator.comparing(Workspace::id));
    final Rows<Member.Key, Member> members =
            new Rows<>(Member::key, Comparator.comparing(Member::workspaceId).thenComparing(Member::userId));
    final Rows<UUID, Project> projects = new Rows<>(Project::id, Comparator.comparing(Project::id));
    final Rows<UUID, Section> sections = new Rows<>(Section::id, Comparator.comparing(Section::id));
    final Rows<UUID, Task> tasks = new Rows<>(Task::id, Comparator.comparing(Task::id));
    final Rows<UUID, Comment> comments = new Rows<>(Comment::id, Comparator.comparing(Comment::id));

    private final Set<UUID> growing = new HashSet<>();
    private final Map<UUID, Integer> lastPositions = new HashMap<>();

    /** Announces that a command will call {@link #access}. */
    void wantAccess(UUID workspaceId, UUID projectId, String actor) {
        members.want(new Member.Key(workspaceId, actor));
        projects.want(projectId);
    }

    /** Requires {@link #wantAccess} first. */
    ProjectAccess access(UUID workspaceId, UUID projectId, String actor) {
        return new ProjectAccess(projects.find(projectId), members.find(new Member.Key(workspaceId, actor)));
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
    TaskReferences references(UUID workspaceId, @Nullable UUID sectionId, @Nullable String assigneeId) {
        return new TaskReferences(
                sectionId == null ? null : sections.find(sectionId),
                assigneeId == null ? null : members.find(new Member.Key(workspaceId, assigneeId)));
    }

    /** Announces that a command will append a section to the project. */
    void wantEndOf(UUID projectId) {
        growing.add(projectId);
    }

    /** Position of the project's next section. Requires {@link #wantEndOf} first. */
    int nextPosition(UUID projectId) {
        return lastPositions.merge(projectId, 1, Integer::sum);
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
                        growing.isEmpty()
                                ? Future.succeededFuture()
                                : new SectionStore(tx).lastPositions(growing).onSuccess(lastPositions::putAll),
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
                        sections.insertOnly(new SectionStore(tx)::insertAll),
                        tasks.insert(TaskStore.in(tx)::insertAll),
                        tasks.update(TaskStore.in(tx)::updateAll),
                        comments.insertOnly(new CommentStore(tx)::insertAll)))
                .mapEmpty();
    }
}
