package dev.tandem.kit.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A small client that writes what feeds and inboxes tell in another language, from nothing but the data of an item. */
public final class Translator {

    private static final Pattern PLACE = Pattern.compile("[{](\\w+)[}]");

    private final JsonObject sentences;
    private final JsonObject words;

    private Translator(JsonObject language) {
        sentences = language.getJsonObject("sentences");
        words = language.getJsonObject("words");
    }

    /** Reads a resource with {@code sentences}, a pattern for each key, and {@code words}, for what is no name. */
    public static Translator of(Class<?> beside, String resource) {
        try (InputStream file = Objects.requireNonNull(beside.getResourceAsStream(resource))) {
            return new Translator(new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys for which it has words. */
    public Set<String> keys() {
        return sentences.fieldNames();
    }

    /** @param item as the API shows it; its English sentence is not looked at */
    public String sentence(JsonObject item) {
        JsonObject message = item.getJsonObject("message");
        String pattern = sentences.getString(message.getString("key"));
        if (pattern == null) {
            throw new AssertionError("There are no words for " + message.getString("key"));
        }
        return PLACE.matcher(pattern).replaceAll(place -> Matcher.quoteReplacement(word(place.group(1), item)));
    }

    private String word(String place, JsonObject item) {
        return switch (place) {
            case "actor" -> person(item.getJsonObject("actor"));
            case "member" -> person(item.getJsonObject("object"));
            default ->
                word(Objects.requireNonNull(
                        item.getJsonObject("message").getJsonObject("arguments").getValue(place), place));
        };
    }

    private String word(Object argument) {
        return argument instanceof JsonArray list
                ? list.stream().map(this::word).collect(Collectors.joining(", "))
                : words.getString(argument.toString(), argument.toString());
    }

    private String person(@Nullable JsonObject person) {
        return person == null
                ? word("somebody")
                : person.getString("name") == null ? person.getString("id") : person.getString("name");
    }
}
