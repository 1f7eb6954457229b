package dev.tandem.notifier.digest;

import java.util.UUID;

/**
 * What one digest covers: the notifications of a person in a workspace from one id on and below another.
 *
 * @param id a UUIDv7, also of its delivery
 */
public record Digest(UUID id, String user, UUID workspaceId, UUID sinceId, UUID beforeId) {

    /** Its channel, in the table of deliveries and in metrics. */
    public static final String CHANNEL = "digest";
}
