package dev.tandem.gateway.contract;

import dev.tandem.kit.http.Violation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the texts and lists of a value that are longer than their schema allows. It is asked before the validator, which looks
 * at everything that the schema says of a text, however long that is: patterns too.
 *
 * <p>Takes time in proportion to what the schema allows and no more, and finds at most one fault for each member of the schema
 * and each item of a list that is short enough. Of keywords that combine schemas it knows only {@code $ref}, as requests use.
 */
final class Oversize {

    private static final int DEEPEST = 16;

    private final JsonObject contract;

    private Oversize(JsonObject contract) {
        this.contract = contract;
    }

    /** @param contract in which references are looked up */
    static Look in(JsonObject schema, JsonObject contract) {
        return new Oversize(contract).compile(schema, 0);
    }

    /** Looks at a value, which stands at that JSON pointer, and adds what is too long. */
    @FunctionalInterface
    interface Look {
        void at(String pointer, @Nullable Object value, List<Violation> found);

        default List<Violation> at(@Nullable Object value) {
            List<Violation> found = new ArrayList<>();
            at("", value, found);
            return found;
        }
    }

    private Look compile(JsonObject schema, int depth) {
        List<Look> all = new ArrayList<>();
        if (depth < DEEPEST) {
            JsonObject referred =
                    schema.containsKey("$ref") ? References.lookUp(schema.getString("$ref"), contract) : null;
            if (referred != null) {
                all.add(compile(referred, depth + 1));
            }
            if (schema.containsKey("maxLength")) {
                all.add(text(schema.getInteger("maxLength")));
            }
            if (schema.getValue("items") instanceof JsonObject items) {
                all.add(list(schema.getInteger("maxItems", Integer.MAX_VALUE), compile(items, depth + 1)));
            }
            if (schema.getValue("properties") instanceof JsonObject members) {
                members.fieldNames()
                        .forEach(name -> all.add(member(name, compile(members.getJsonObject(name), depth + 1))));
            }
        }
        List<Look> each = List.copyOf(all);
        return (pointer, value, found) -> each.forEach(look -> look.at(pointer, value, found));
    }

    private static Look text(int longest) {
        return (pointer, value, found) -> {
            if (value instanceof String text
                    && text.length() > longest
                    && (text.length() > 2 * longest || text.codePointCount(0, text.length()) > longest)) {
                found.add(new Violation(pointer, "is longer than " + longest + " characters"));
            }
        };
    }

    private static Look list(int most, Look items) {
        return (pointer, value, found) -> {
            if (value instanceof JsonArray list && list.size() > most) {
                found.add(new Violation(pointer, "has more than " + most + " items"));
            } else if (value instanceof JsonArray list) {
                for (int i = 0; i < list.size(); i++) {
                    items.at(pointer + "/" + i, list.getValue(i), found);
                }
            }
        };
    }

    private static Look member(String name, Look schema) {
        return (pointer, value, found) -> {
            if (value instanceof JsonObject object && object.containsKey(name)) {
                schema.at(pointer + "/" + name, object.getValue(name), found);
            }
        };
    }
}
