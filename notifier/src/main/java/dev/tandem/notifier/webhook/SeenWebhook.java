package dev.tandem.notifier.webhook;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A webhook as operators see it.
 *
 * @param waiting number of deliveries that wait to be sent, at most {@link #MOST_COUNTED}
 */
record SeenWebhook(Webhook webhook, long waiting) {

    static final int MOST_COUNTED = 10_000;

    /** Selects webhooks by their condition. */
    enum Which {
        ALL("true"),
        /** Webhooks whose receivers accept nothing at present, disabled or not, except those that an admin disabled. */
        FAILING("failures > 0 AND disabled IS DISTINCT FROM 'admin'"),
        /** Disabled webhooks, whether an admin or their receiver is the cause. */
        DISABLED("disabled IS NOT NULL");

        private final String condition;

        Which(String condition) {
            this.condition = condition;
        }

        static final List<String> NAMES = Arrays.stream(values())
                .filter(which -> which != ALL)
                .map(Which::wireName)
                .toList();

        static Which named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        /** Returns the selection as an SQL condition. */
        String condition() {
            return condition;
        }

        private String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SeenWebhook from(Row row) {
        return new SeenWebhook(Webhook.from(row), row.getLong("waiting"));
    }

    JsonObject toJson() {
        return webhook.toJson().put("failures", webhook.condition().failures()).put("waiting", waiting);
    }
}
