package dev.tandem.gateway.board;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fact of a project, or about a member of its workspace.
 *
 * @param place in the history of the workspace, in the order in which facts were archived
 * @param before the place of the fact before it in the history of the same thing; 0 if there is none; null if it is unknown
 * @param thing the thing that has the version {@code sequence} since then
 * @param event as clients get it
 * @param untold whether clients are not told of it but have to read anew, because later versions were told before
 */
record Change(long place, @Nullable Long before, String thing, long sequence, JsonObject event, boolean untold) {

    /** Facts that change more than one thing. */
    private static final Set<String> WIDE = Set.of("project.structured", "project.setup-failed", "section.deleted");

    private static final String ERASED = "erased-";

    /** @throws ClassCastException or NullPointerException if it is no change */
    static Change from(JsonObject json) {
        JsonObject event = json.getJsonObject("event");
        return new Change(
                json.getLong("place"),
                json.getLong("before"),
                json.getString("thing"),
                event.getLong("sequence"),
                event,
                false);
    }

    Change asUntold() {
        return new Change(place, before, thing, sequence, event, true);
    }

    String type() {
        return event.getString("type");
    }

    /** The kind of the thing: {@code task} of {@code task.moved}. */
    String family() {
        String type = type();
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }

    /** Returns true if what is told of the thing is not all that changed, so that clients have to read anew. */
    boolean isWide() {
        JsonObject data = event.getJsonObject("data");
        String member = data.getString("userId");
        return WIDE.contains(type()) || data.containsKey("reranked") || (member != null && member.startsWith(ERASED));
    }

    /** Returns true if what is told of a later version of the same thing says what this changed, too. */
    boolean isCoveredByLater() {
        return !isWide() && !family().equals("member");
    }

    /** Returns true if nothing can follow. */
    boolean isLast() {
        return type().equals("project.deleted");
    }
}
