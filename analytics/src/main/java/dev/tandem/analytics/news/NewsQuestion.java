package dev.tandem.analytics.news;

import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Ids;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a listener asks.
 *
 * @param workspaceId as an earlier answer gave it; null for whoever begins
 * @param after the place that was reached; null for whoever has none
 * @param check whether to ask for the permission even if there is nothing new, because something read before is still to be told
 */
record NewsQuestion(
        UUID projectId,
        @Nullable UUID workspaceId,
        @Nullable Long after,
        boolean check) {

    static NewsQuestion from(JsonObject json) {
        UUID project = Ids.parse("projectId", String.valueOf(json.getValue("projectId")));
        UUID workspace = json.getValue("workspaceId") instanceof String text ? Ids.parse("workspaceId", text) : null;
        Long after = json.getValue("after") instanceof Number number ? (Long) number.longValue() : null;
        if (after == null && workspace != null) {
            throw Problems.malformed("after is missing.").asException();
        }
        return new NewsQuestion(project, workspace, after, Boolean.TRUE.equals(json.getValue("check")));
    }

    boolean begins() {
        return workspaceId == null;
    }
}
