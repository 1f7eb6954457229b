package dev.tandem.notifier.preference;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Looks up time zones of the IANA database by name. */
final class Zones {

    private Zones() {}

    static boolean isKnown(String name) {
        return ZoneId.getAvailableZoneIds().contains(name);
    }

    /** Returns the zone, or UTC if this version of Java does not know it. */
    static ZoneId parse(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return Schedule.USUAL.zone();
        }
    }
}
