package dev.tandem.notifier.mail;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as project-service shows it to whoever has the token.
 *
 * @param inviter a name, or an id
 */
record Invitation(
        String email,
        String workspaceName,
        String inviter,
        String role,
        @Nullable String message,
        Instant expiresAt) {

    /** What the id of a subscriber who is no member begins with; the address in small letters follows. */
    static final String SUBSCRIBER = "mailto:";

    static Invitation from(JsonObject json) {
        return new Invitation(
                text(json, "email"),
                text(json, "workspaceName"),
                text(json, "inviter"),
                text(json, "role"),
                json.getString("message"),
                Instant.parse(text(json, "expiresAt")));
    }

    private static String text(JsonObject json, String member) {
        return Objects.requireNonNull(json.getString(member), member);
    }

    /** Stands for the invited person where members have their id. No user has such an id. */
    String subscriber() {
        return SUBSCRIBER + email.toLowerCase(Locale.ROOT);
    }
}
