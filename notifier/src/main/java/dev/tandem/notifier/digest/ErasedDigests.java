package dev.tandem.notifier.digest;

import dev.tandem.messaging.erasure.PersonalData;

/**
 * What erasure does to the digests of a person. First it waits for a round that makes one, and begins after it; in the end, when they
 * are a member of nothing any more, nothing enrols them again.
 */
public final class ErasedDigests {

    private static final PersonalData PROGRESS = PersonalData.NONE.deleted("digest_progress", "user_id = $1");

    /** Before deliveries. */
    public static final PersonalData FIRST = PROGRESS.deleted("digest", "user_id = $1");

    /** After memberships. */
    public static final PersonalData LAST = PROGRESS;

    private ErasedDigests() {}
}
