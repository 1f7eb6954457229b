package dev.tandem.project.command;

import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.Project;
import dev.tandem.project.project.ProjectStore;
import dev.tandem.project.workspace.Member;
import dev.tandem.project.workspace.MemberStore;
import dev.tandem.project.workspace.Workspace;
import dev.tandem.project.workspace.WorkspaceStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state that the commands of one batch are decided on: read once, then kept up to date in memory, so that a command
 * sees what those before it in the batch did, and written once.
 */
final class Ledger {

    private final Map<UUID, Workspace> workspaces = new HashMap<>();
    private final Map<Member.Key, Member> members = new HashMap<>();
    private final Map<UUID, Project> projects = new HashMap<>();

    private final List<Workspace> newWorkspaces = new ArrayList<>();
    private final List<Member> newMembers = new ArrayList<>();
    private final List<Project> newProjects = new ArrayList<>();

    /**
     * Reads what the requests need, in one round trip, and locks the memberships among it: one that is removed meanwhile
     * is either gone before the decision or stays until the decision is written. The workspaces are read after that, so
     * that their membership version is no older than the memberships.
     */
    static Future<Ledger> load(SqlConnection tx, List<Request> requests) {
        Set<UUID> workspaceIds = new HashSet<>();
        Set<Member.Key> memberKeys = new HashSet<>();
        Set<UUID> projectIds = new HashSet<>();
        for (Request request : requests) {
            workspaceIds.add(request.workspaceId());
            memberKeys.addAll(request.concerns());
            if (request.command() instanceof CreateProject project) {
                projectIds.add(project.projectId());
            }
        }
        Ledger ledger = new Ledger();
        return Future.join(
                        found(memberKeys, MemberStore.in(tx)::lockAll, ledger::know),
                        found(workspaceIds, WorkspaceStore.in(tx)::findAll, ledger::know),
                        found(projectIds, ProjectStore.in(tx)::findAll, ledger::know))
                .map(ledger);
    }

    @Nullable
    Workspace workspace(UUID id) {
        return workspaces.get(id);
    }

    @Nullable
    Member member(UUID workspaceId, String userId) {
        return members.get(new Member.Key(workspaceId, userId));
    }

    @Nullable
    Project project(UUID id) {
        return projects.get(id);
    }

    /** Enters what the command led to. */
    void enter(Command command, Occurrence occurrence) {
        Fact fact = occurrence.fact();
        if (fact instanceof WorkspaceCreated created) {
            newWorkspaces.add(know(Workspace.from(created, occurrence.at())));
            newMembers.add(know(Member.ownerOf(created, occurrence.at())));
        } else if (fact instanceof ProjectCreated created && command instanceof CreateProject project) {
            newProjects.add(know(Project.from(project, created, occurrence.at())));
        } else {
            throw new IllegalStateException("No command leads to " + fact);
        }
    }

    /**
     * Writes what was entered, in one round trip and in the order of ids, so that two transactions that write the same
     * id wait for each other in one direction only.
     */
    Future<Void> save(SqlConnection tx) {
        newWorkspaces.sort(Comparator.comparing(Workspace::id));
        newProjects.sort(Comparator.comparing(Project::id));
        return Future.join(
                        written(newWorkspaces, WorkspaceStore.in(tx)::insertAll),
                        written(newMembers, MemberStore.in(tx)::insertAll),
                        written(newProjects, ProjectStore.in(tx)::insertAll))
                .mapEmpty();
    }

    private static <K, R> Future<Void> found(
            Set<K> keys, Function<Set<K>, Future<List<R>>> statement, Consumer<R> use) {
        return keys.isEmpty()
                ? Future.succeededFuture()
                : statement.apply(keys).onSuccess(rows -> rows.forEach(use)).mapEmpty();
    }

    private static <R> Future<Void> written(List<R> rows, Function<List<R>, Future<Void>> statement) {
        return rows.isEmpty() ? Future.succeededFuture() : statement.apply(rows);
    }

    private Workspace know(Workspace workspace) {
        workspaces.put(workspace.id(), workspace);
        return workspace;
    }

    private Member know(Member member) {
        members.put(member.key(), member);
        return member;
    }

    private Project know(Project project) {
        projects.put(project.id(), project);
        return project;
    }
}
