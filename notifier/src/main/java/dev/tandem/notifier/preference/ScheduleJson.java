package dev.tandem.notifier.preference;

import dev.tandem.kit.request.Fields;
import dev.tandem.notifier.preference.Schedule.Every;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads and writes schedules as {@code zone}, {@code digest} and {@code quietHours}. A missing member means the usual value.
 */
final class ScheduleJson {

    private static final List<String> DAYS =
            Arrays.stream(DayOfWeek.values()).map(ScheduleJson::word).toList();

    private ScheduleJson() {}

    static Schedule of(Fields body) {
        String zone = body.optionalMatch("zone", Zones::isKnown, "is not a time zone such as Europe/Berlin");
        boolean quiet = body.has("quietHours");
        Schedule digest = body.within("digest", ScheduleJson::digest);
        return new Schedule(
                zone == null ? Schedule.USUAL.zone() : ZoneId.of(zone),
                digest.every(),
                digest.at(),
                digest.days(),
                quiet ? body.within("quietHours", QuietHours::of) : null);
    }

    private static Schedule digest(Fields fields) {
        Every every = fields.has("every") ? fields.choice("every", Every.class) : Every.day;
        if (every == Every.hour) {
            for (String ofADay : List.of("at", "days")) {
                if (fields.has(ofADay)) {
                    fields.refuse(ofADay, "is only for a daily digest");
                }
            }
        }
        LocalTime at = ClockTimes.optionalIn(fields, "at", Schedule.USUAL.at());
        return new Schedule(Schedule.USUAL.zone(), every, at, days(fields), null);
    }

    private static Set<DayOfWeek> days(Fields fields) {
        List<String> words = fields.optionalWords("days", DAYS);
        if (words == null) {
            return Schedule.USUAL.days();
        }
        if (words.isEmpty()) {
            fields.refuse("days", "is empty; to get no digest, turn it off");
            return Schedule.USUAL.days();
        }
        return EnumSet.copyOf(words.stream()
                .map(word -> DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList());
    }

    /** Adds the members to the answer; omits {@code quietHours} if there are none. */
    static JsonObject addTo(JsonObject json, Schedule schedule) {
        JsonObject digest = new JsonObject().put("every", schedule.every().name());
        if (schedule.every() == Every.day) {
            JsonArray days = new JsonArray();
            new TreeSet<>(schedule.days()).forEach(day -> days.add(word(day)));
            digest.put("at", schedule.at().toString()).put("days", days);
        }
        json.put("zone", schedule.zone().getId()).put("digest", digest);
        return schedule.quiet() == null
                ? json
                : json.put("quietHours", schedule.quiet().toJson());
    }

    private static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }
}
