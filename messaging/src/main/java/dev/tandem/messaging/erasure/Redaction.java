package dev.tandem.messaging.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tandem.messaging.Envelope;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes erased people from messages: the pseudonym replaces a value that is the person's id, and its mentions in texts of the
 * same message; a name and an address beside a {@code userId} are removed; {@link #WORDS} replaces the person's own words, {@code
 * text} and {@code excerpt}. Everything else stays. Pure.
 */
public final class Redaction {

    /** Replaces the words of an erased person. */
    public static final String WORDS = "This was removed when its author was erased.";

    private static final Set<String> PROFILE = Set.of("name", "email");
    private static final Set<String> SAID = Set.of("text", "excerpt");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<String, @Nullable String> pseudonyms;
    private final Map<String, String> always;

    /** @param pseudonyms by id; null for people who were not erased */
    public Redaction(Function<String, @Nullable String> pseudonyms) {
        this(pseudonyms, Map.of());
    }

    private Redaction(Function<String, @Nullable String> pseudonyms, Map<String, String> always) {
        this.pseudonyms = pseudonyms;
        this.always = always;
    }

    /** Redacts one person, and finds mentions even if nothing else in the message is about them. */
    static Redaction of(String id, String pseudonym) {
        return new Redaction(any -> any.equals(id) ? pseudonym : null, Map.of(id, pseudonym));
    }

    /** A message's envelope and data. */
    public record Content(Envelope envelope, JsonNode data) {}

    /** Redacts a message. Returns the same instances if it names no erased person. */
    public Content of(Envelope envelope, JsonNode data) {
        Map<String, String> found = new HashMap<>();
        note(envelope.actor(), found);
        note(envelope.subject(), found);
        collect(data, found);
        return found.isEmpty()
                ? new Content(envelope, data)
                : new Content(
                        envelope.about(
                                found.getOrDefault(envelope.subject(), envelope.subject()),
                                envelope.actor() == null
                                        ? null
                                        : found.getOrDefault(envelope.actor(), envelope.actor())),
                        new Found(found).in(data, names(found, envelope.actor())));
    }

    /**
     * Redacts a body that holds one event in structured JSON. Returns the same instance if it names no erased person, if it cannot
     * be read, and if it is the command to erase a person: without the id nobody could carry that out.
     *
     * @param command the type of that command
     */
    public Buffer body(Buffer body, String command) {
        try {
            JsonNode event = JSON.readTree(body.getBytes());
            if (!(event instanceof ObjectNode) || event.path("type").asText().equals(command)) {
                return body;
            }
            Map<String, String> found = new HashMap<>(always);
            collect(event, found);
            JsonNode redacted = new Found(found).inEvent((ObjectNode) event);
            return redacted.equals(event) ? body : Buffer.buffer(JSON.writeValueAsBytes(redacted));
        } catch (JsonProcessingException noJson) {
            return body;
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot be read", e);
        }
    }

    /** Returns the mention of an id that does not end by itself. */
    static String bracketed(String id) {
        return "@[" + id.replace("\\", "\\\\").replace("]", "\\]") + "]";
    }

    static boolean isObject(Buffer body) {
        try {
            return JSON.readTree(body.getBytes()) instanceof ObjectNode;
        } catch (JsonProcessingException noJson) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot be read", e);
        }
    }

    private void collect(JsonNode node, Map<String, String> found) {
        if (node.isTextual()) {
            note(node.textValue(), found);
        } else {
            node.forEach(child -> collect(child, found));
        }
    }

    private void note(@Nullable String text, Map<String, String> found) {
        String pseudonym = text == null ? null : pseudonyms.apply(text);
        if (text != null && pseudonym != null) {
            found.put(text, pseudonym);
        }
    }

    private static boolean names(Map<String, String> found, @Nullable String id) {
        return id != null && found.containsKey(id);
    }

    /** The erased people that a message names, with their pseudonyms. */
    private record Found(Map<String, String> pseudonyms) {

        ObjectNode inEvent(ObjectNode event) {
            boolean said = names(pseudonyms, event.path("actorid").textValue());
            ObjectNode redacted = JsonNodeFactory.instance.objectNode();
            event.fields()
                    .forEachRemaining(member -> redacted.set(
                            member.getKey(),
                            in(member.getValue(), said && member.getKey().equals("data"))));
            return redacted;
        }

        /** @param said whether an erased person is the author */
        JsonNode in(JsonNode node, boolean said) {
            if (node.isTextual()) {
                return TextNode.valueOf(in(node.textValue()));
            }
            if (node.isArray()) {
                ArrayNode redacted = JsonNodeFactory.instance.arrayNode();
                node.forEach(item -> redacted.add(in(item, false)));
                return redacted;
            }
            return node instanceof ObjectNode object ? inObject(object, said) : node;
        }

        private ObjectNode inObject(ObjectNode object, boolean said) {
            boolean profile = names(pseudonyms, object.path("userId").textValue());
            ObjectNode redacted = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(member -> {
                String name = member.getKey();
                if (said && SAID.contains(name)) {
                    redacted.put(name, WORDS);
                } else if (!profile || !PROFILE.contains(name)) {
                    redacted.set(name, in(member.getValue(), false));
                }
            });
            return redacted;
        }

        private String in(String text) {
            String pseudonym = pseudonyms.get(text);
            return pseudonym == null ? withoutMentions(text, pseudonyms.keySet()) : pseudonym;
        }

        private String withoutMentions(String text, Collection<String> ids) {
            String redacted = text;
            for (String id : ids) {
                redacted = redacted.replace(bracketed(id), "@" + pseudonyms.get(id));
                if (redacted.contains("@" + id)) {
                    redacted = Pattern.compile(
                                    "@" + Pattern.quote(id) + "(?![\\p{IsAlphabetic}\\p{IsDigit}_-]|[.@]\\p{Alnum})")
                            .matcher(redacted)
                            .replaceAll(Matcher.quoteReplacement("@" + pseudonyms.get(id)));
                }
            }
            return redacted;
        }
    }
}
