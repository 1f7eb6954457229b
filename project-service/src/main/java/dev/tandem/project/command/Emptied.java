package dev.tandem.project.command;

import dev.tandem.contracts.Person;
import dev.tandem.project.section.SectionDeletion;
import dev.tandem.project.task.Rehoming;
import dev.tandem.project.task.TaskStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sections that a batch deletes, and where their tasks go. */
final class Emptied {

    private final Map<UUID, Integer> tasks = new HashMap<>();
    private final Map<UUID, Rehoming> rehomings = new TreeMap<>();

    void want(UUID sectionId) {
        tasks.put(sectionId, 0);
    }

    /** Counts one more than may be moved, at most. */
    Future<Void> load(TaskStore store) {
        return tasks.isEmpty()
                ? Future.succeededFuture()
                : store.countIn(List.copyOf(tasks.keySet()), SectionDeletion.MOST_TASKS + 1)
                        .onSuccess(tasks::putAll)
                        .mapEmpty();
    }

    int tasksIn(UUID sectionId) {
        return tasks.getOrDefault(sectionId, 0);
    }

    /** What was to go to this section goes where its own tasks go. */
    void enter(UUID sectionId, @Nullable UUID heir, Instant at, Person by) {
        rehomings.replaceAll(
                (from, each) -> sectionId.equals(each.target()) ? new Rehoming(each.section(), heir, at, by) : each);
        rehomings.put(sectionId, new Rehoming(sectionId, heir, at, by));
    }

    Future<Void> save(TaskStore store) {
        return rehomings.isEmpty() ? Future.succeededFuture() : store.rehome(List.copyOf(rehomings.values()));
    }
}
