package dev.tandem.kit.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON, and refuses what two parsers may read differently (RFC 7493, section 2): bytes that are not UTF-8,
 * duplicate members, and texts with a lone surrogate, which would be stored as a different text. Also refuses more than
 * {@value #DEEPEST} levels of nesting.
 */
final class StrictJson {

    private static final int DEEPEST = 16;

    /** Member names come from strangers and must not be interned forever. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private StrictJson() {}

    /**
     * Reads a body that is one object.
     *
     * @throws ProblemException 400 if it is not JSON or no object; 422 with a pointer for a duplicate member and for text
     *     with a lone surrogate
     */
    static JsonObject object(Buffer body) {
        CharBuffer text = decode(body);
        try (JsonParser parser = JSON.createParser(text.array(), text.arrayOffset(), text.length())) {
            parser.nextToken();
            Object value = value(parser, 0);
            if (parser.nextToken() != null) {
                throw notJson();
            }
            if (value instanceof Map<?, ?>) {
                @SuppressWarnings("unchecked")
                Map<String, Object> members = (Map<String, Object>) value;
                return new JsonObject(members);
            }
        } catch (IOException malformed) {
            throw notJson();
        }
        throw Problems.malformed("The body has to be a JSON object.").asException();
    }

    private static CharBuffer decode(Buffer body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes()));
        } catch (CharacterCodingException notUtf8) {
            throw Problems.malformed("The body is not UTF-8.").asException();
        }
    }

    private static @Nullable Object value(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw notJson();
        }
        return switch (token) {
            case START_OBJECT -> members(parser, deeper(depth));
            case START_ARRAY -> items(parser, deeper(depth));
            case VALUE_STRING -> sound(parser.getText(), parser);
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw notJson();
        };
    }

    private static Map<String, @Nullable Object> members(JsonParser parser, int depth) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = sound(parser.currentName(), parser);
            if (members.containsKey(name)) {
                throw refusal(parser, "is given more than once");
            }
            parser.nextToken();
            members.put(name, value(parser, depth));
        }
        return members;
    }

    private static List<@Nullable Object> items(JsonParser parser, int depth) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, depth));
        }
        return items;
    }

    private static int deeper(int depth) {
        if (depth == DEEPEST) {
            throw Problems.malformed("The body is nested more than " + DEEPEST + " levels deep.")
                    .asException();
        }
        return depth + 1;
    }

    /** UTF-8 cannot encode lone surrogates, but escapes can. */
    private static String sound(String text, JsonParser parser) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (Character.isSurrogate(each)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(each, text.charAt(i + 1))) {
                    throw refusal(parser, "holds half a surrogate pair, which is not a character");
                }
                i++;
            }
        }
        return text;
    }

    private static ProblemException refusal(JsonParser parser, String detail) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return Problems.invalid(
                        "The body is JSON that does not mean one thing; see errors.",
                        List.of(new Violation(pointer, detail)))
                .asException();
    }

    private static ProblemException notJson() {
        return Problems.malformed("The body is not valid JSON; mend it and send it again.")
                .asException();
    }
}
