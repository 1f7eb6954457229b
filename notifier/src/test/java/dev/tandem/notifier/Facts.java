package dev.tandem.notifier;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.sentence.Message;
import dev.tandem.kit.sentence.Sentence;
import dev.tandem.messaging.Envelope;
import dev.tandem.notifier.announcement.Cause;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
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

    /** Makes the cause of an announcement: an event that no operation waits for. */
    public static Cause aCause() {
        return new Cause(anId(), null, null);
    }

    /** A sentence without arguments. */
    public static Sentence aSentence(String text) {
        return new Sentence(text, new Message("project.created", new JsonObject()));
    }

    public static WorkspaceCreated aWorkspaceCreated(UUID workspaceId) {
        return new WorkspaceCreated(workspaceId, "Acme", ANNA);
    }

    public static MemberAdded aMemberAdded(UUID workspaceId, String userId) {
        return new MemberAdded(workspaceId, userId, Role.member, null, null, null);
    }

    public static ProjectCreated aProjectCreated(UUID workspaceId, String name, long membershipVersion) {
        return new ProjectCreated(anId(), workspaceId, name, ANNA.userId(), ANNA, null, membershipVersion);
    }

    public static TaskAssigned aTaskAssigned(UUID workspaceId, String title, String assigneeId) {
        return new TaskAssigned(anId(), anId(), workspaceId, title, assigneeId, null, ANNA);
    }

    public static Envelope envelope(Fact fact, UUID tenant, long sequence) {
        return envelope(fact, tenant, sequence, "anna");
    }

    public static Envelope envelope(Fact fact, UUID tenant, long sequence, @Nullable String actor) {
        return Envelope.of(Contracts.of(fact).type())
                .id(anId())
                .source("/project-service")
                .subject(tenant.toString())
                .time(Instant.now())
                .tenant(tenant.toString())
                .actor(actor)
                .correlationId("test")
                .operationId("operation-" + tenant)
                .sequence(sequence)
                .build();
    }
}
