package dev.tandem.notifier.preference;

import dev.tandem.kit.request.Fields;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * When a person is mailed, for each {@link dev.tandem.notifier.announcement.Concern}. Null leaves the decision to the next
 * wider scope.
 *
 * @param mentions when the person is mentioned by name
 * @param assignments when a task is assigned to the person
 * @param news when something happens that the person follows or took part in
 */
record MailTimings(
        @Nullable String mentions,
        @Nullable String assignments,
        @Nullable String news) {

    /** The timings of a person without preferences. */
    static final MailTimings USUAL =
            new MailTimings(Timing.immediately.name(), Timing.immediately.name(), Timing.digest.name());

    static MailTimings from(Row row) {
        return new MailTimings(row.getString("mentions"), row.getString("assignments"), row.getString("news"));
    }

    /** Reads {@code mail: {mentions, assignments, news}}. */
    static MailTimings of(Fields body) {
        if (!body.has("mail")) {
            body.refuse("mail", "is missing");
        }
        return body.within(
                "mail",
                mail -> new MailTimings(
                        mail.optionalWord("mentions", Timing.WORDS),
                        mail.optionalWord("assignments", Timing.WORDS),
                        mail.optionalWord("news", Timing.WORDS)));
    }

    boolean saysNothing() {
        return mentions == null && assignments == null && news == null;
    }

    /** Returns the timings with the usual ones in place of nulls. */
    MailTimings orUsual() {
        return new MailTimings(
                mentions == null ? USUAL.mentions : mentions,
                assignments == null ? USUAL.assignments : assignments,
                news == null ? USUAL.news : news);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        put(json, "mentions", mentions);
        put(json, "assignments", assignments);
        put(json, "news", news);
        return json;
    }

    private static void put(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
