package dev.tandem.notifier.preference;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Knows the time zones of the IANA database by name. */
final class Zones {

    private Zones() {}

    static boolean isKnown(String name) {
        return ZoneId.getAvailableZoneIds().contains(name);
    }

    /** Returns UTC for a zone that this version of Java does not know, or no longer. */
    static ZoneId parse(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return Schedule.USUAL.zone();
        }
    }
}
