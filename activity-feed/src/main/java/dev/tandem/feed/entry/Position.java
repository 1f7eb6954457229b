package dev.tandem.feed.entry;

import java.time.Instant;
import java.util.UUID;

/** A place in the order of a feed: by time, then by id. There need not be an entry at that place. */
public record Position(Instant at, UUID id) {

    /** Above every entry. */
    public static final Position TOP = new Position(Instant.parse("9999-12-31T23:59:59.999999Z"), new UUID(-1, -1));

    public static Position of(FeedEntry entry) {
        return new Position(entry.at(), entry.id());
    }
}
