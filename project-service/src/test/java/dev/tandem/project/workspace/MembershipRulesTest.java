package dev.tandem.project.workspace;

import static dev.tandem.contracts.Role.admin;
import static dev.tandem.contracts.Role.member;
import static dev.tandem.contracts.Role.owner;
import static dev.tandem.contracts.Role.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the rules in a workspace at version 7: Alice is its owner, Bob an admin, Carol a member, Dave a viewer, and Eve
 * is not in it.
 */
class MembershipRulesTest {

    private static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Membership FOUR = Membership.of(
            7, List.of(in("alice", owner), in("bob", admin), in("carol", member), in("dave", viewer)), false);

    @ParameterizedTest
    @CsvSource({
        // who, whom, as what, answer
        "alice, eve, owner, 200",
        "alice, eve, viewer, 200",
        "alice, bob, owner, 200",
        "alice, alice, owner, 200",
        "alice, alice, admin, 409",
        "bob, eve, admin, 200",
        "bob, eve, owner, 403",
        "bob, alice, owner, 403",
        "bob, alice, viewer, 403",
        "bob, bob, owner, 403",
        "bob, bob, viewer, 200",
        "bob, carol, admin, 200",
        "carol, carol, admin, 403",
        "carol, eve, viewer, 403",
        "dave, dave, viewer, 403",
        "eve, eve, owner, 404",
        "eve, dave, viewer, 404",
    })
    void putting(String actor, String user, Role role, int status) {
        assertThat(status(put(actor, user, role))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice, 409",
        "alice, bob, 200",
        "alice, eve, 404",
        "bob, alice, 403",
        "bob, bob, 200",
        "bob, carol, 200",
        "bob, eve, 404",
        "carol, carol, 200",
        "carol, dave, 403",
        "carol, eve, 403",
        "dave, dave, 200",
        "eve, eve, 404",
        "eve, alice, 404",
    })
    void removing(String actor, String user, int status) {
        assertThat(status(MembershipRules.decide(new MemberChange.Remove(ACME, actor, user), FOUR, NOW)))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice, 200",
        "alice, bob, 200",
        "alice, eve, 404",
        "bob, alice, 403",
        "bob, bob, 200",
        "bob, carol, 200",
        "carol, carol, 200",
        "carol, dave, 403",
        "carol, eve, 403",
        "dave, dave, 200",
        "dave, alice, 403",
        "eve, eve, 404",
        "eve, alice, 404",
    })
    void renaming(String actor, String user, int status) {
        assertThat(status(MembershipRules.decide(new MemberChange.Rename(ACME, actor, user, "New"), FOUR, NOW)))
                .isEqualTo(status);
    }

    @Test
    void a_new_name_keeps_role_and_address() {
        Member carol = new Member(ACME, "carol", member, "carol@example.com", "Carol", NOW);
        Membership known = Membership.of(7, List.of(in("alice", owner), carol), false);
        assertThat(occurrence(MembershipRules.decide(
                                new MemberChange.Rename(ACME, "carol", "carol", "Caroline"), known, NOW))
                        .fact())
                .isEqualTo(new MemberChanged(ACME, "carol", member, "carol@example.com", "Caroline", member));
        assertThat(MembershipRules.decide(new MemberChange.Rename(ACME, "carol", "carol", "Carol"), known, NOW))
                .isEqualTo(Decision.changesNothing());
    }

    @Test
    void of_two_owners_one_may_go() {
        Membership twoOwners = Membership.of(2, List.of(in("alice", owner), in("bob", owner)), false);
        assertThat(status(MembershipRules.decide(new MemberChange.Remove(ACME, "alice", "bob"), twoOwners, NOW)))
                .isEqualTo(200);
        assertThat(status(MembershipRules.decide(new MemberChange.Remove(ACME, "alice", "alice"), twoOwners, NOW)))
                .isEqualTo(200);
    }

    @Test
    void a_change_is_told_with_the_next_membership_version() {
        assertThat(occurrence(put("alice", "eve", viewer)))
                .isEqualTo(new Occurrence(new MemberAdded(ACME, "eve", viewer, null, null, null), ACME, 8, NOW));
        assertThat(occurrence(put("alice", "dave", member)))
                .isEqualTo(new Occurrence(new MemberChanged(ACME, "dave", member, null, null, viewer), ACME, 8, NOW));
        assertThat(occurrence(MembershipRules.decide(new MemberChange.Remove(ACME, "dave", "dave"), FOUR, NOW)))
                .isEqualTo(new Occurrence(new MemberRemoved(ACME, "dave"), ACME, 8, NOW));
    }

    @Test
    void a_change_to_what_is_already_so_tells_nothing() {
        assertThat(put("alice", "carol", member)).isEqualTo(Decision.changesNothing());
    }

    @Test
    void a_new_address_is_a_change_that_keeps_the_role() {
        Decision decision = MembershipRules.decide(
                new MemberChange.Put(ACME, "alice", "carol", member, "carol@example.com", null), FOUR, NOW);
        assertThat(occurrence(decision).fact())
                .isEqualTo(new MemberChanged(ACME, "carol", member, "carol@example.com", null, member));
    }

    @Test
    void into_a_full_workspace_nobody_is_added_but_whoever_is_in_it_can_be_changed() {
        Membership full = new Membership(7, FOUR.members(), true);
        assertThat(status(MembershipRules.decide(
                        new MemberChange.Put(ACME, "alice", "eve", viewer, null, null), full, NOW)))
                .isEqualTo(409);
        assertThat(status(MembershipRules.decide(
                        new MemberChange.Put(ACME, "alice", "carol", viewer, null, null), full, NOW)))
                .isEqualTo(200);
        assertThat(status(MembershipRules.decide(new MemberChange.Remove(ACME, "alice", "dave"), full, NOW)))
                .isEqualTo(200);
    }

    @Test
    void a_membership_follows_its_facts() {
        Membership added =
                FOUR.after(new Occurrence(new MemberAdded(ACME, "eve", viewer, null, null, null), ACME, 8, NOW));
        Membership changed =
                added.after(new Occurrence(new MemberChanged(ACME, "eve", admin, null, null, null), ACME, 9, NOW));
        Membership removed = changed.after(new Occurrence(new MemberRemoved(ACME, "eve"), ACME, 10, NOW));

        assertThat(added.existing("eve").role()).isEqualTo(viewer);
        assertThat(changed.existing("eve").role()).isEqualTo(admin);
        assertThat(removed).isEqualTo(new Membership(10, FOUR.members(), false));
    }

    private static Decision put(String actor, String user, Role role) {
        return MembershipRules.decide(new MemberChange.Put(ACME, actor, user, role, null, null), FOUR, NOW);
    }

    private static Member in(String user, Role role) {
        return new Member(ACME, user, role, null, null, NOW.minusSeconds(60));
    }

    private static int status(Decision decision) {
        return decision instanceof Decision.Refused refused ? refused.problem().status() : 200;
    }

    private static Occurrence occurrence(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        List<Occurrence> occurrences = ((Decision.Accepted) decision).occurrences();
        assertThat(occurrences)
                .hasSize(1)
                .allSatisfy(one -> assertThat(one.fact()).isInstanceOf(Fact.class));
        return occurrences.get(0);
    }
}
