package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.Submission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event in the event log.
 *
 * @param operation empty if the event belongs to none
 * @param sequence version of the subject after the event
 */
public record Fact(
        String id,
        String type,
        String workspace,
        String subject,
        String operation,
        long sequence,
        String actor,
        JsonObject data) {

    static Fact of(JsonObject event) {
        return new Fact(
                event.getString("id"),
                event.getString("type"),
                event.getString("tenantid"),
                event.getString("subject"),
                event.getString("operationid", ""),
                Long.parseLong(event.getString("sequence", "0")),
                event.getString("actorid", ""),
                event.getJsonObject("data"));
    }

    boolean is(Submission.Kind kind) {
        return type.equals(kind.fact());
    }

    /** Whether it changes who is in the workspace; its sequence is the membership's version then. */
    boolean changesMembers() {
        return is("workspace.created") || type.startsWith("dev.tandem.member.");
    }

    /** Who is to be told of it because the fact names them, by the rules of the notifier written down anew. */
    Set<String> toldByName() {
        Stream<@Nullable String> named = Stream.empty();
        if (is(Submission.Kind.TASK)) {
            named = Stream.of(data.getString("assigneeId"));
        } else if (is(Submission.Kind.COMMENT)) {
            named = Stream.concat(
                    mentions().stream(), Stream.of(data.getString("assigneeId"), data.getString("createdById")));
        } else if (is("member.added") || is("member.changed")) {
            named = Stream.of(data.getString("userId"));
        }
        Set<String> told = new HashSet<>();
        named.filter(user -> user != null && !user.equals(actor)).forEach(told::add);
        return told;
    }

    List<String> mentions() {
        return data.getJsonArray("mentions", new JsonArray()).stream()
                .map(String.class::cast)
                .toList();
    }

    /** Whether some of them are to be told whom only the workspace's members at that time can say. */
    boolean concernsEverybody() {
        return is(Submission.Kind.PROJECT);
    }

    private boolean is(String fact) {
        return type.equals("dev.tandem." + fact + ".v1");
    }

    static Set<String> ids(Collection<Fact> facts) {
        Set<String> ids = new HashSet<>();
        facts.forEach(fact -> ids.add(fact.id()));
        return ids;
    }
}
