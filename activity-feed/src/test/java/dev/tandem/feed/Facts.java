package dev.tandem.feed;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.messaging.Envelope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts, and the envelopes that they travel in. */
public final class Facts {

    public static final Person ANNA = new Person("anna", "anna@example.com", "Anna");

    private Facts() {}

    /** A UUIDv7 of this moment. */
    public static UUID anId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    public static ProjectCreated aProjectCreated(UUID workspaceId, UUID projectId, String name) {
        return new ProjectCreated(projectId, workspaceId, name, ANNA.userId(), ANNA, null, 1);
    }

    public static ProjectCreated aProjectCreated(UUID workspaceId) {
        return aProjectCreated(workspaceId, anId(), "Apollo");
    }

    public static Envelope envelope(Fact fact, UUID tenant, @Nullable String actor, Instant at) {
        return new Envelope(
                anId(),
                "/project-service",
                Contracts.of(fact).type(),
                tenant.toString(),
                at,
                tenant.toString(),
                actor,
                "test",
                null,
                null,
                1,
                null,
                null);
    }

    public static Envelope envelope(Fact fact, UUID tenant) {
        return envelope(fact, tenant, "anna", Instant.now());
    }
}
