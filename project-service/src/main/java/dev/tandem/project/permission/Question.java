package dev.tandem.project.permission;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.request.Ids;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One permission question from a request.
 *
 * @param place the kind of resource that the id names
 */
record Question(Action action, Place place, UUID id) {

    /** Kinds of resources that a question may name, each with the JSON member that holds the id. */
    enum Place {
        WORKSPACE("workspaceId"),
        PROJECT("projectId"),
        TASK("taskId");

        private final String member;

        Place(String member) {
            this.member = member;
        }
    }

    /** @throws dev.tandem.kit.http.ProblemException 400 when the value is not a question */
    static Question from(JsonObject json) {
        List<Place> given = List.of(Place.values()).stream()
                .filter(place -> json.containsKey(place.member))
                .toList();
        if (given.size() != 1) {
            throw malformed("Give one of workspaceId, projectId and taskId.").asException();
        }
        Action action = json.getValue("action") instanceof String name
                ? Action.named(name).orElse(null)
                : null;
        if (action == null) {
            throw malformed("action is not one that exists.").asException();
        }
        Place place = given.get(0);
        return new Question(action, place, Ids.parse(place.member, String.valueOf(json.getValue(place.member))));
    }

    @Nullable
    UUID idOf(Place asked) {
        return place == asked ? id : null;
    }

    private static Problem malformed(String detail) {
        return Problems.malformed(detail);
    }
}
