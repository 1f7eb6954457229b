package dev.tandem.project.invitation;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether an address may be invited, apart from the roles.
 *
 * @param former the invitation of the address that has not been accepted or revoked
 * @param member true if a member has the address
 * @param full true if the workspace has as many open invitations as it may have
 * @param nextMail when another mail may be sent; empty if now
 */
record Renewal(Optional<Invitation> former, boolean member, boolean full, Optional<Instant> nextMail) {

    /** Of one invitation while it is open, so that nobody is pestered. */
    static final int MOST_MAILS = 5;

    @Nullable
    Problem objection(Instant now) {
        if (member) {
            return Problems.conflict("Somebody with this address is in the workspace; see its members.");
        }
        Optional<Invitation> open = former.filter(known -> known.isOpen(now));
        if (open.isPresent() && open.get().mails() >= MOST_MAILS) {
            return Problems.conflict("The invitation was mailed " + MOST_MAILS
                    + " times; ask them another way, or revoke it and invite the address again.");
        }
        if (full && open.isEmpty()) {
            return Problems.conflict(
                    "The workspace has as many open invitations as it can have; revoke some, or wait until they expire.");
        }
        return nextMail.map(next -> Problems.tooManyRequests(
                        "A workspace and a user may mail only so many invitations in an hour, and only so many in a day go to"
                                + " one address.",
                        Math.max(1, Duration.between(now, next).toSeconds() + 1)))
                .orElse(null);
    }

    /**
     * The invitation, new or renewed; a renewed one keeps its id, so that each of its mails leads to it. Mails of an expired one
     * do not count.
     */
    Invitation of(Wish wish, Instant now, Duration validity) {
        return new Invitation(
                former.map(Invitation::id).orElseGet(UuidCreator::getTimeOrderedEpoch),
                wish.workspaceId(),
                former.map(Invitation::email).orElse(wish.email()),
                wish.role(),
                wish.message(),
                wish.actor(),
                former.map(Invitation::createdAt).orElse(now),
                now.plus(validity),
                former.filter(known -> known.isOpen(now)).map(Invitation::mails).orElse(0) + 1,
                null,
                null);
    }
}
