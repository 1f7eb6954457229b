package dev.tandem.kit.sentence;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence in English, and as data. */
public record Sentence(String text, Message message) {

    private static final Pattern PLACE = Pattern.compile("[{](\\w+)[}]");

    /** @throws IllegalArgumentException when the wording has a place for which there is neither a word nor an argument */
    static Sentence of(Wording wording, Map<String, String> words, JsonObject arguments) {
        String text = PLACE.matcher(wording.pattern())
                .replaceAll(place -> Matcher.quoteReplacement(word(wording, place.group(1), words, arguments)));
        return new Sentence(text, new Message(wording.key(), arguments));
    }

    private static String word(Wording wording, String name, Map<String, String> words, JsonObject arguments) {
        Object word = words.containsKey(name) ? words.get(name) : arguments.getValue(name);
        if (word == null) {
            throw new IllegalArgumentException("There is no " + name + " to say in " + wording.key());
        }
        return word.toString();
    }
}
