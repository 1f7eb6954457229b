package dev.tandem.analytics;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.CommentEdited;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskRestored;
import dev.tandem.messaging.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what happened in one workspace, fact by fact, as project-service would. */
public final class History {

    /** A fact in its envelope. */
    public record Happening(Envelope envelope, Fact fact) {}

    public final UUID workspace = anId();
    public final List<Happening> happenings = new ArrayList<>();
    private final Map<UUID, Long> versions = new HashMap<>();
    private final Map<UUID, UUID> projects = new HashMap<>();

    public static UUID anId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** An id that was made at that time. */
    public static UUID anId(Instant at) {
        return UuidCreator.getTimeOrderedEpoch(at);
    }

    public UUID project(Instant at, String by) {
        UUID project = anId(at);
        add(at, by, project, new ProjectCreated(project, workspace, "Apollo", by, person(by), null, 1));
        return project;
    }

    public void structured(Instant at, UUID project, int tasks) {
        add(at, null, project, new ProjectStructured(project, workspace, "Apollo", "kanban", 3, tasks));
    }

    public void deleted(Instant at, String by, UUID project) {
        add(at, by, project, new ProjectDeleted(project, workspace, "Apollo", person(by)));
    }

    public UUID section(Instant at, String by, UUID project, String name) {
        UUID section = anId(at);
        add(at, by, section, new SectionCreated(section, project, workspace, name, null, null, person(by)));
        return section;
    }

    public UUID task(
            Instant at,
            String by,
            UUID project,
            @Nullable UUID section,
            @Nullable String assignee,
            @Nullable String due) {
        UUID task = anId(at);
        projects.put(task, project);
        add(
                at,
                by,
                task,
                new TaskCreated(task, project, workspace, "Test", section, assignee, due, null, null, person(by)));
        return task;
    }

    /** A task that a template made, without a fact of its own. */
    public UUID built(UUID project, Instant at) {
        UUID task = anId(at);
        projects.put(task, project);
        versions.put(task, 1L);
        return task;
    }

    public void assigned(Instant at, String by, UUID task, String to) {
        add(at, by, task, new TaskAssigned(task, of(task), workspace, "Test", to, null, person(by)));
    }

    public void moved(Instant at, String by, UUID task, @Nullable UUID section, @Nullable String name) {
        add(at, by, task, new TaskMoved(task, of(task), workspace, "Test", section, name, null, null, person(by)));
    }

    public void completed(Instant at, String by, UUID task) {
        add(at, by, task, new TaskCompleted(task, of(task), workspace, "Test", null, by, person(by)));
    }

    public void reopened(Instant at, String by, UUID task) {
        add(at, by, task, new TaskReopened(task, of(task), workspace, "Test", null, by, person(by)));
    }

    public void trashed(Instant at, String by, UUID task, boolean completed) {
        add(at, by, task, new TaskDeleted(task, of(task), workspace, "Test", completed, null, by, person(by)));
    }

    public void untrashed(Instant at, String by, UUID task, @Nullable UUID section, boolean completed) {
        add(
                at,
                by,
                task,
                new TaskRestored(task, of(task), workspace, "Test", section, "V", completed, null, by, person(by)));
    }

    public void due(Instant at, String by, UUID task, @Nullable String day) {
        add(at, by, task, new TaskRescheduled(task, of(task), workspace, "Test", day, null, by, person(by)));
    }

    public void commented(Instant at, String by, UUID task, List<String> mentions) {
        add(
                at,
                by,
                task,
                new CommentAdded(
                        anId(at), task, of(task), workspace, "Test", "Well done", mentions, null, by, person(by)));
    }

    /** A comment, whose versions are its own. */
    public UUID said(Instant at, String by, UUID task) {
        UUID comment = anId(at);
        add(
                at,
                by,
                comment,
                new CommentAdded(
                        comment, task, of(task), workspace, "Test", "Well done", List.of(), null, by, person(by)));
        return comment;
    }

    public void saidOtherwise(Instant at, String by, UUID task, UUID comment) {
        add(
                at,
                by,
                comment,
                new CommentEdited(comment, task, of(task), workspace, "Test", "Very well", List.of(), person(by)));
    }

    /** A new member, which is that change of the members of the workspace. */
    public void joined(Instant at, String by, String member, long version) {
        versions.put(workspace, version - 1);
        add(at, by, workspace, new MemberAdded(workspace, member, Role.member, null, null, null));
    }

    public UUID of(UUID task) {
        return projects.get(task);
    }

    private static Person person(String id) {
        return new Person(id, id + "@example.com", "Name of " + id);
    }

    private void add(Instant at, @Nullable String by, UUID subject, Fact fact) {
        Envelope envelope = Envelope.of(Contracts.of(fact).type())
                .id(anId())
                .source("/project-service")
                .subject(subject.toString())
                .time(at)
                .tenant(workspace.toString())
                .actor(by)
                .correlationId("test")
                .operationId(anId().toString())
                .sequence(versions.merge(subject, 1L, Long::sum))
                .build();
        happenings.add(new Happening(envelope, fact));
    }
}
