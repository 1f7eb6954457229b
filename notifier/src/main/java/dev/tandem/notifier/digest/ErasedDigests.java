package dev.tandem.notifier.digest;

import dev.tandem.messaging.erasure.PersonalData;

/**
 * Declares what an erasure deletes of a person's digests, in two steps: the first waits for a round of the planner that has
 * locked the person; the last deletes the row of a person who was enrolled again while still a member.
 */
public final class ErasedDigests {

    private static final PersonalData PROGRESS = PersonalData.NONE.deleted("digest_progress", "user_id = $1");

    /** To be erased before deliveries. */
    public static final PersonalData FIRST = PROGRESS.deleted("digest", "user_id = $1");

    /** To be erased after memberships. */
    public static final PersonalData LAST = PROGRESS;

    private ErasedDigests() {}
}
