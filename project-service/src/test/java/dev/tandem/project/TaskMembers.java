package dev.tandem.project;

import dev.tandem.contracts.Contracts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Values of members of task commands, by their schemas, for tests that hold for all members. */
public final class TaskMembers {

    private static final JsonObject CREATION = members("task.create");
    private static final JsonObject CHANGE = members("task.change");

    private TaskMembers() {}

    /** A value that {@code CreateTask} takes, as it stands in messages. */
    public static Object value(String member) {
        return value(CREATION, member, 0);
    }

    /** Another value, which {@code ChangeTask} takes. */
    public static Object otherValue(String member) {
        return value(CHANGE, member, 1);
    }

    /** The members whose names {@code ChangeTask} takes in {@code clear}. */
    public static List<String> clearable() {
        return words(CHANGE.getJsonObject("clear").getJsonObject("items").getJsonArray("enum"));
    }

    private static Object value(JsonObject members, String member, int number) {
        JsonObject schema = members.getJsonObject(member);
        if (schema == null) {
            throw new AssertionError("Give both CreateTask and ChangeTask a member " + member);
        }
        if (schema.containsKey("enum")) {
            return words(schema.getJsonArray("enum")).get(number);
        }
        String type = String.valueOf(schema.getValue("type"));
        if (type.contains("integer")) {
            return schema.getLong("minimum", 0L) + number;
        }
        if (type.contains("boolean")) {
            return number == 0;
        }
        return switch (schema.getString("format", "")) {
            case "uuid" -> new UUID(0x7000, number).toString();
            case "date" -> LocalDate.of(2031, 1, 1).plusDays(number).toString();
            default -> member + " " + number;
        };
    }

    private static List<String> words(JsonArray words) {
        return words.stream().filter(Objects::nonNull).map(String::valueOf).toList();
    }

    private static JsonObject members(String topic) {
        try (InputStream schema = Objects.requireNonNull(
                Contracts.class.getResourceAsStream("/schemas/dev.tandem." + topic + ".v1.json"))) {
            return new JsonObject(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
                    .getJsonObject("properties");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
