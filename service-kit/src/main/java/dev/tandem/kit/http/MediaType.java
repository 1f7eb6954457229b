package dev.tandem.kit.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Content-Type}: the media type without its parameters, and if the charset is UTF-8. */
public final class MediaType {

    private MediaType() {}

    /** Type and subtype, in lower case; empty without a header. */
    public static String of(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Returns true unless the header names another charset than UTF-8, which JSON always is. */
    public static boolean isUtf8(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String[] parts = contentType.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            if (parameter[0].strip().equalsIgnoreCase("charset")
                    && (parameter.length == 1 || !isUtf8Name(parameter[1].strip()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8Name(String name) {
        return name.equalsIgnoreCase("utf-8") || name.equalsIgnoreCase("\"utf-8\"");
    }
}
