package dev.tandem.notifier.preference;

import dev.tandem.kit.request.Fields;
import io.vertx.core.json.JsonObject;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** The time of each day during which a person gets no mail. It spans midnight if it ends before it begins. */
record QuietHours(LocalTime from, LocalTime until) {

    /** Reads {@code {from, until}}. */
    static QuietHours of(Fields fields) {
        LocalTime from = ClockTimes.in(fields, "from");
        LocalTime until = ClockTimes.in(fields, "until");
        if (fields.sound() && from.equals(until)) {
            fields.refuse("until", "is when they begin; to get no mail at all, turn it off");
        }
        return new QuietHours(from, until);
    }

    /** @return null for null */
    static @Nullable QuietHours between(@Nullable LocalTime from, @Nullable LocalTime until) {
        return from == null || until == null ? null : new QuietHours(from, until);
    }

    boolean contain(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(until);
        return from.isBefore(until) ? begun && !over : begun || !over;
    }

    JsonObject toJson() {
        return new JsonObject().put("from", from.toString()).put("until", until.toString());
    }
}
