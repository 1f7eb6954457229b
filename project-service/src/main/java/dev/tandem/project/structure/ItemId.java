package dev.tandem.project.structure;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.project.project.Project;
import java.util.UUID;

/**
 * Derives the ids of built items from the project and the item alone, so that building twice builds the same rows.
 *
 * <p>The ids have the form of UUIDv7 because lists sort by id and show the newest first. 48 bits are the time of the
 * project's creation and 12 the item's number, counted down, so that built items are older than anything added later
 * and appear in the template's order. The rest is from the name-based UUID (version 5) of the item's name in the
 * namespace of the project's id.
 */
final class ItemId {

    private static final long VERSION = 0x7000;
    private static final long NUMBERS = 0xfff;

    private ItemId() {}

    /**
     * @param kind {@code section} or {@code task}
     * @param number of the item in the template, from 1
     */
    static UUID of(Project project, String template, String kind, int number) {
        UUID named = UuidCreator.getNameBasedSha1(project.id(), template + "/" + kind + "/" + number);
        long time = project.life().createdAt().toEpochMilli() << 16;
        return new UUID(time | VERSION | (NUMBERS - number), named.getLeastSignificantBits());
    }
}
