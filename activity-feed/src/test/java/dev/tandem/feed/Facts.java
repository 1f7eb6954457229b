package dev.tandem.feed;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.CommentAdded;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectDescribed;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.contracts.ProjectRestored;
import dev.tandem.contracts.ProjectSetupFailed;
import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskDescribed;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskRenamed;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskUnassigned;
import dev.tandem.messaging.Envelope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes facts and their envelopes. */
public final class Facts {

    public static final Person ANNA = new Person("anna", "anna@example.com", "Anna");

    private Facts() {}

    /** Makes a UUIDv7 of this moment. */
    public static UUID anId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    public static ProjectCreated aProjectCreated(UUID workspaceId, UUID projectId, String name) {
        return new ProjectCreated(projectId, workspaceId, name, ANNA.userId(), ANNA, null, 1);
    }

    public static ProjectCreated aProjectCreated(UUID workspaceId) {
        return aProjectCreated(workspaceId, anId(), "Apollo");
    }

    /** Makes the facts of a project's whole life: one of every kind that concerns it. */
    public static List<Fact> aProjectsLife(UUID w, UUID p) {
        UUID section = anId();
        UUID task = anId();
        String title = "Write the tests";
        return List.of(
                aProjectCreated(w, p, "Apollo"),
                new ProjectSetupFailed(p, w, "Apollo", "kanbam", "There is no template kanbam."),
                new ProjectSetupRequested(p, w, "Apollo", "kanban", ANNA),
                new ProjectStructured(p, w, "Apollo", "kanban", 3, 1),
                new SectionCreated(section, p, w, "Doing", null, null, ANNA),
                new TaskCreated(task, p, w, "Test", null, "bob", "2026-12-24", null, null, ANNA),
                new TaskRenamed(task, p, w, title, "Test", ANNA),
                new TaskDescribed(task, p, w, title, null, ANNA),
                new TaskUnassigned(task, p, w, title, "bob", ANNA),
                new TaskAssigned(task, p, w, title, "carol", null, ANNA),
                new TaskMoved(task, p, w, title, section, "Doing", null, null, ANNA),
                new TaskRescheduled(task, p, w, title, null, "carol", "anna", ANNA),
                new TaskCompleted(task, p, w, title, "carol", "anna", ANNA),
                new TaskReopened(task, p, w, title, "carol", "anna", ANNA),
                new CommentAdded(
                        anId(), task, p, w, title, "Well done, @carol", List.of("carol"), "carol", "anna", ANNA),
                new ProjectRenamed(p, w, "Gemini", "Apollo", ANNA),
                new ProjectDescribed(p, w, "Gemini", ANNA),
                new ProjectArchived(p, w, "Gemini", ANNA),
                new ProjectRestored(p, w, "Gemini", ANNA),
                new ProjectDeleted(p, w, "Gemini", ANNA));
    }

    public static Envelope envelope(Fact fact, UUID tenant, @Nullable String actor, Instant at) {
        return envelope(fact, tenant, actor, at, 1);
    }

    public static Envelope envelope(Fact fact, UUID tenant, @Nullable String actor, Instant at, long sequence) {
        return Envelope.of(Contracts.of(fact).type())
                .id(anId())
                .source("/project-service")
                .subject(tenant.toString())
                .time(at)
                .tenant(tenant.toString())
                .actor(actor)
                .correlationId("test")
                .sequence(sequence)
                .build();
    }

    public static Envelope envelope(Fact fact, UUID tenant) {
        return envelope(fact, tenant, "anna", Instant.now());
    }
}
