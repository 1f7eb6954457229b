package dev.tandem.project.structure;

import dev.tandem.messaging.Event;
import dev.tandem.project.order.OrderStore;
import dev.tandem.project.project.Project;
import dev.tandem.project.project.ProjectStore;
import dev.tandem.project.section.Section;
import dev.tandem.project.section.SectionStore;
import dev.tandem.project.structure.FailureStore.Failure;
import dev.tandem.project.task.Task;
import dev.tandem.project.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds the projects of one batch while their structures are built. The projects are read and locked once, kept up to date
 * in memory, and written once.
 */
final class StructureBatch {

    private final Map<UUID, Project> projects = new HashMap<>();
    private final Map<UUID, String> lastSections = new HashMap<>();
    private final Map<UUID, String> lastTasks = new HashMap<>();
    private final Set<UUID> changed = new HashSet<>();
    private final List<Section> sections = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final Set<UUID> cleared = new HashSet<>();
    private final List<Failure> failures = new ArrayList<>();

    /** Locks the projects in the same order as commands do. */
    Future<Void> load(SqlConnection tx, Collection<UUID> ids) {
        return Future.join(
                        new ProjectStore(tx)
                                .lockAll(ids)
                                .onSuccess(rows -> rows.forEach(project -> projects.put(project.id(), project))),
                        new OrderStore(tx, OrderStore.SECTIONS)
                                .last(List.copyOf(ids))
                                .onSuccess(lastSections::putAll),
                        new OrderStore(tx, OrderStore.TASKS)
                                .last(List.copyOf(ids))
                                .onSuccess(lastTasks::putAll))
                .mapEmpty();
    }

    @Nullable
    Project project(UUID id) {
        return projects.get(id);
    }

    Structure.End end(UUID project) {
        return new Structure.End(lastSections.get(project), lastTasks.get(project));
    }

    void enter(Structure.Built built) {
        change(built.project());
        sections.addAll(built.sections());
        tasks.addAll(built.tasks());
        built.sections().forEach(section -> lastSections.put(section.projectId(), section.rank()));
        built.tasks().forEach(task -> lastTasks.put(task.projectId(), task.rank()));
    }

    void enter(Structure.Failed failed, Event event, Instant at) {
        change(failed.project());
        cleared.add(failed.project().id());
        failures.add(new Failure(
                event.envelope().id(),
                failed.project().workspaceId(),
                failed.project().id(),
                at));
    }

    /** Writes everything in one round trip. Removals come first, so that rows with the same ids can be built afterwards. */
    Future<Void> save(SqlConnection tx) {
        List<Future<Void>> written = new ArrayList<>();
        if (!cleared.isEmpty()) {
            written.add(TaskStore.in(tx).deleteBuilt(cleared));
            written.add(new SectionStore(tx).deleteBuilt(cleared));
            written.add(new FailureStore(tx).insertAll(failures));
        }
        if (!sections.isEmpty()) {
            written.add(new SectionStore(tx).buildAll(sections));
            written.add(TaskStore.in(tx).buildAll(tasks));
        }
        if (!changed.isEmpty()) {
            List<Project> rows = changed.stream()
                    .map(projects::get)
                    .sorted(Comparator.comparing(Project::id))
                    .toList();
            written.add(new ProjectStore(tx).updateAll(rows));
        }
        return Future.join(written).mapEmpty();
    }

    private void change(Project project) {
        projects.put(project.id(), project);
        changed.add(project.id());
    }
}
