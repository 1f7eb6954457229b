package dev.tandem.notifier.webhook;

import dev.tandem.kit.request.Fields;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request that creates or changes a webhook; a change leaves what is null as it is.
 *
 * @param description empty to remove it
 */
record WebhookRequest(
        @Nullable URI url,
        @Nullable String description,
        @Nullable List<String> events,
        @Nullable Boolean enabled) {

    private static final String DESCRIPTION = "description";
    private static final String CLEAR = "clear";
    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_DESCRIPTION = 500;

    /** A new webhook, and the workspace that it is for. */
    record Creation(UUID workspaceId, WebhookRequest webhook) {}

    /** @param types the types of events that a webhook may name */
    static Creation creation(JsonObject body, Collection<String> types) {
        return Fields.read(body, fields -> {
            UUID workspace = fields.optionalId("workspaceId");
            if (!fields.has("workspaceId")) {
                fields.refuse("workspaceId", "is missing");
            }
            if (!fields.has("url")) {
                fields.refuse("url", "is missing");
            }
            return new Creation(workspace == null ? new UUID(0, 0) : workspace, read(fields, types));
        });
    }

    /** Reads a change. Removes a description that is null or named in {@code clear}. */
    static WebhookRequest change(JsonObject body, Collection<String> types) {
        JsonObject told = body.copy();
        boolean none = told.containsKey(DESCRIPTION) && told.getValue(DESCRIPTION) == null;
        if (none) {
            told.remove(DESCRIPTION);
        }
        return Fields.read(told, fields -> {
            WebhookRequest request = read(fields, types);
            List<String> cleared = fields.optionalWords(CLEAR, List.of(DESCRIPTION));
            if (request.description != null && cleared != null && !cleared.isEmpty()) {
                fields.refuse(CLEAR, "names what is given, too");
            }
            return new WebhookRequest(
                    request.url,
                    none || cleared != null && !cleared.isEmpty() ? "" : request.description,
                    request.events,
                    fields.has("enabled") ? Boolean.valueOf(fields.flag("enabled")) : null);
        });
    }

    private static WebhookRequest read(Fields fields, Collection<String> types) {
        return new WebhookRequest(
                url(fields),
                fields.optionalText(DESCRIPTION, LONGEST_DESCRIPTION),
                fields.optionalWords("events", types),
                null);
    }

    private static @Nullable URI url(Fields fields) {
        String text = fields.optionalText("url", LONGEST_URL);
        if (text == null) {
            return null;
        }
        try {
            return Destinations.parse(text);
        } catch (IllegalArgumentException malformed) {
            fields.refuse(
                    "url", "is not an address such as https://example.com/tandem, without user, password and fragment");
            return null;
        }
    }
}
