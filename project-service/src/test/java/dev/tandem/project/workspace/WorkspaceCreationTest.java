package dev.tandem.project.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkspaceCreationTest {

    private static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Person ALICE = new Person("alice", "alice@example.com", null);
    private static final CreateWorkspace COMMAND = new CreateWorkspace(ACME, "Acme", ALICE);

    @Test
    void a_new_workspace_is_told_as_its_first_membership_version() {
        assertThat(WorkspaceCreation.decide(COMMAND, null, NOW))
                .isEqualTo(Decision.happens(new Occurrence(new WorkspaceCreated(ACME, "Acme", ALICE), ACME, 1, NOW)));
    }

    @Test
    void its_creator_may_ask_again() {
        assertThat(WorkspaceCreation.decide(COMMAND, new Workspace(ACME, "Acme", 4, NOW, "alice"), NOW))
                .isEqualTo(Decision.changesNothing());
    }

    @Test
    void an_id_of_someone_else_is_a_conflict() {
        Decision decision = WorkspaceCreation.decide(COMMAND, new Workspace(ACME, "Mallory's", 4, NOW, "mallory"), NOW);
        assertThat(((Decision.Refused) decision).problem().status()).isEqualTo(409);
    }
}
