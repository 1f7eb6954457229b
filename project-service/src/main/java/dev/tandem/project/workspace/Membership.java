package dev.tandem.project.workspace;

import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import dev.tandem.project.decision.Occurrence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the members of a workspace that a change needs: the owners, the actor and the user concerned.
 *
 * @param version the workspace's membership version; 0 when the workspace does not exist
 * @param full true if the workspace has reached its maximum of members
 */
public record Membership(long version, Map<String, Member> members, boolean full) {

    public Membership {
        members = Map.copyOf(members);
    }

    static Membership of(long version, List<Member> members, boolean full) {
        return new Membership(
                version, members.stream().collect(Collectors.toMap(Member::userId, Function.identity())), full);
    }

    /** The member; null if the user is none. */
    public @Nullable Member member(String userId) {
        return members.get(userId);
    }

    /** A user of whom it is known that they are a member. */
    public Member existing(String userId) {
        Member member = members.get(userId);
        if (member == null) {
            throw new IllegalStateException(userId + " should be in the workspace");
        }
        return member;
    }

    boolean isLastOwner(Member member) {
        return member.role() == Role.owner
                && members.values().stream()
                                .filter(each -> each.role() == Role.owner)
                                .count()
                        == 1;
    }

    Membership after(Occurrence occurrence) {
        Map<String, Member> next = new HashMap<>(members);
        Fact fact = occurrence.fact();
        if (fact instanceof MemberAdded added) {
            next.put(
                    added.userId(),
                    new Member(
                            added.workspaceId(),
                            added.userId(),
                            added.role(),
                            added.email(),
                            added.name(),
                            occurrence.at()));
        } else if (fact instanceof MemberChanged changed) {
            Member before = existing(changed.userId());
            next.put(
                    changed.userId(),
                    new Member(
                            changed.workspaceId(),
                            changed.userId(),
                            changed.role(),
                            changed.email(),
                            changed.name(),
                            before.addedAt()));
        } else if (fact instanceof MemberRemoved removed) {
            next.remove(removed.userId());
        } else {
            throw new IllegalArgumentException(fact + " changes no membership");
        }
        return new Membership(occurrence.sequence(), next, full);
    }
}
