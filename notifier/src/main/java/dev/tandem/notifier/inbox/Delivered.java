package dev.tandem.notifier.inbox;

import java.util.List;
import java.util.UUID;

/**
 * An announcement, with the entries of inboxes that it became.
 *
 * @param entries those that were not there before, at least one
 */
public record Delivered(Announcement announcement, List<Entry> entries) {

    public Delivered {
        entries = List.copyOf(entries);
    }

    /** One user's. */
    public record Entry(UUID id, String userId) {}
}
