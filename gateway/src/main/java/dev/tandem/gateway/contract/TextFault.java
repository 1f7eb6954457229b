package dev.tandem.gateway.contract;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is wrong with a text according to its schema. A schema with a pattern and no minimum length describes a fixed
 * form, such as an id; a text that is too long is reported as malformed, not as too long.
 *
 * @param fault the message for a text that does not have the form: {@code x-fault} of the schema
 */
record TextFault(int shortest, int longest, @Nullable Pattern pattern, boolean day, String fault) {

    static TextFault by(JsonObject schema) {
        String pattern = schema.getString("pattern");
        return new TextFault(
                schema.getInteger("minLength", 0),
                schema.getInteger("maxLength", Integer.MAX_VALUE),
                pattern == null ? null : Pattern.compile(TextEnd.strict(pattern)),
                "date".equals(schema.getString("format")),
                schema.getString("x-fault", "does not fit; see /openapi.yaml"));
    }

    /** Returns the fault, or null if there is none. */
    @Nullable
    String of(String text) {
        if (text.length() / 2 > longest || text.codePointCount(0, text.length()) > longest) {
            return pattern == null || shortest > 0 ? "is longer than " + longest + " characters" : fault;
        }
        if (shortest > 0 && text.isBlank()) {
            return "is blank";
        }
        if (text.codePointCount(0, text.length()) < shortest) {
            return "is shorter than " + shortest + " characters";
        }
        if (pattern != null && !pattern.matcher(text).find()) {
            return text.indexOf('\0') < 0 ? fault : "holds a NUL character";
        }
        return day && !FastSchemaCheck.isDay(text) ? fault : null;
    }
}
