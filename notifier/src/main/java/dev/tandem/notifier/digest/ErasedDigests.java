package dev.tandem.notifier.digest;

import dev.tandem.messaging.erasure.PersonalData;

/**
 * What erasure does to the digests of a person, in two steps: the first waits for a planner's round that has claimed them, and the
 * last removes what enrolled them again while they were still a member.
 */
public final class ErasedDigests {

    private static final PersonalData PROGRESS = PersonalData.NONE.deleted("digest_progress", "user_id = $1");

    /** Before deliveries. */
    public static final PersonalData FIRST = PROGRESS.deleted("digest", "user_id = $1");

    /** After memberships. */
    public static final PersonalData LAST = PROGRESS;

    private ErasedDigests() {}
}
