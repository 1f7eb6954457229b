package dev.tandem.kit.sentence;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * One kind of sentence. The HTTP contract lists all keys with their patterns; a key never changes its meaning, and a sentence
 * that says something else gets a key of its own.
 */
public interface Wording {

    /** The stable name, as in {@code task.renamed}. */
    String key();

    /** The sentence in English, with names in braces in place of arguments. */
    String pattern();

    /**
     * Fills the pattern.
     *
     * @param words how the English text says what is no argument, such as people, or says it otherwise than the argument
     */
    default Sentence say(Map<String, String> words, JsonObject arguments) {
        return Sentence.of(this, words, arguments);
    }
}
