package dev.tandem.gateway.accept;

import dev.tandem.contracts.Command;
import dev.tandem.contracts.Contracts;
import dev.tandem.kit.http.JsonBody;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Turns the body of a checked request into a command. */
public final class RequestBody {

    private static final String CLEAR = "clear";

    /** Free text, in which surrounding blanks mean nothing. */
    private static final Set<String> TEXTS = Set.of("name", "title", "description", "text");

    private RequestBody() {}

    /** The body; empty if there is none. */
    public static JsonObject body(RoutingContext ctx) {
        return JsonBody.orEmpty(ctx);
    }

    /**
     * The command that the body asks for; members of the body and of the command have the same names.
     *
     * @param others members that do not come from the body; they take precedence
     */
    public static <C extends Command> C creation(Class<C> type, JsonObject body, JsonObject others) {
        return Contracts.mapper().convertValue(told(body).mergeIn(others).getMap(), type);
    }

    /** Like {@link #creation}; also clears members that are null in the body or named in {@code clear}. */
    public static <C extends Command> C change(Class<C> type, JsonObject body, Expected expected, JsonObject others) {
        JsonObject versions = new JsonObject()
                .put("expectedVersion", expected.possible().first())
                .put("otherVersions", expected.others())
                .put(CLEAR, cleared(body));
        return creation(type, body, versions.mergeIn(others));
    }

    private static JsonObject told(JsonObject body) {
        JsonObject told = body.copy();
        TEXTS.forEach(member -> {
            if (told.getValue(member) instanceof String text) {
                told.put(member, text.strip());
            }
        });
        return told;
    }

    private static List<String> cleared(JsonObject body) {
        Set<String> cleared = new TreeSet<>();
        body.getJsonArray(CLEAR, new JsonArray()).forEach(member -> cleared.add((String) member));
        body.fieldNames().stream()
                .filter(member -> body.getValue(member) == null)
                .forEach(cleared::add);
        return List.copyOf(cleared);
    }
}
