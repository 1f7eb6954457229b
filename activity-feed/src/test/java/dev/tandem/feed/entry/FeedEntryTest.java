package dev.tandem.feed.entry;

import static dev.tandem.feed.Facts.ANNA;
import static dev.tandem.feed.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.feed.Facts;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FeedEntryTest {

    private static final UUID W = Facts.anId();
    private static final UUID P = Facts.anId();
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456789Z");

    static Stream<Arguments> entries() {
        Person nameless = new Person("u-1", null, null);
        return Stream.of(
                arguments(
                        new WorkspaceCreated(W, "Acme", ANNA),
                        "anna",
                        "workspace.created",
                        "Anna created the workspace Acme"),
                arguments(
                        new ProjectCreated(P, W, "Apollo", "bob", ANNA, null, 3),
                        "anna",
                        "project.created",
                        "Anna created the project Apollo"),
                arguments(
                        new ProjectCreated(P, W, "Apollo", "bob", nameless, null, 3),
                        "u-1",
                        "project.created",
                        "u-1 created the project Apollo"),
                arguments(
                        new MemberAdded(W, "bob", Role.admin, null, "Bob"),
                        "anna",
                        "member.added",
                        "anna added Bob as admin"),
                arguments(
                        new MemberAdded(W, "bob", Role.viewer, null, null),
                        null,
                        "member.added",
                        "Someone added bob as viewer"),
                arguments(
                        new MemberAdded(W, "bob", Role.viewer, null, null),
                        "bob",
                        "member.added",
                        "bob joined as viewer"),
                arguments(
                        new MemberChanged(W, "bob", Role.owner, null, "Bob"),
                        "anna",
                        "member.changed",
                        "anna changed the membership of Bob, now owner"),
                arguments(
                        new MemberChanged(W, "bob", Role.member, null, "Bob"),
                        "bob",
                        "member.changed",
                        "bob changed their own membership, now member"),
                arguments(new MemberRemoved(W, "bob"), "anna", "member.removed", "anna removed bob"),
                arguments(new MemberRemoved(W, "bob"), "bob", "member.removed", "bob left the workspace"));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void an_event_becomes_an_entry(Fact fact, @Nullable String actor, String verb, String summary) {
        var envelope = envelope(fact, W, actor, NOW);

        FeedEntry entry = FeedEntry.of(envelope, fact);

        assertThat(entry.id()).isEqualTo(envelope.id());
        assertThat(entry.workspaceId()).isEqualTo(W);
        assertThat(entry.projectId()).isEqualTo(fact instanceof ProjectCreated ? P : null);
        assertThat(entry.at()).isEqualTo("2026-11-01T10:00:00.123456Z");
        assertThat(entry.verb()).isEqualTo(verb);
        assertThat(entry.summary()).isEqualTo(summary);
    }

    @Test
    void an_envelope_of_another_workspace_is_no_entry() {
        Fact fact = Facts.aProjectCreated(W);

        assertThatIllegalArgumentException().isThrownBy(() -> FeedEntry.of(envelope(fact, Facts.anId()), fact));
    }
}
