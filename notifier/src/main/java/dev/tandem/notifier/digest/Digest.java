package dev.tandem.notifier.digest;

import java.util.UUID;

/**
 * Covers the notifications of a person in a workspace, from one id, inclusive, to another, exclusive.
 *
 * @param id a UUIDv7; its delivery has the same id
 */
public record Digest(UUID id, String user, UUID workspaceId, UUID sinceId, UUID beforeId) {

    /** The channel of digests, in the table of deliveries and in metrics. */
    public static final String CHANNEL = "digest";
}
