package dev.tandem.kit.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Evaluates the {@code Accept} headers of a request. The most specific range decides; of its parameters only the weight
 * counts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5">RFC 9110, 12.5</a>
 */
public final class Accepting {

    private Accepting() {}

    /** Returns true if the media type is acceptable; without the header every type is. */
    public static boolean mediaType(HttpServerRequest request, String type) {
        List<String> lines = request.headers().getAll(HttpHeaders.ACCEPT);
        String range = type.substring(0, type.indexOf('/')) + "/*";
        return lines.stream().allMatch(String::isBlank) || weight(lines, List.of(type, range, "*/*")) > 0;
    }

    /** Returns true if the answer may use this content coding; without the header it may not. */
    public static boolean encoding(HttpServerRequest request, String coding) {
        return weight(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING), List.of(coding, "*")) > 0;
    }

    private static double weight(List<String> lines, List<String> mostSpecificFirst) {
        Map<String, Double> weights = new HashMap<>();
        for (String each : String.join(",", lines).split(",", -1)) {
            String[] parts = each.split(";", -1);
            weights.merge(parts[0].strip().toLowerCase(Locale.ROOT), weight(parts), Math::max);
        }
        return mostSpecificFirst.stream()
                .filter(weights::containsKey)
                .findFirst()
                .map(weights::get)
                .orElse(0.0);
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            if (parameter.length == 2 && parameter[0].strip().equalsIgnoreCase("q")) {
                return parameter[1].strip().matches("0(\\.0*)?") ? 0 : 1;
            }
        }
        return 1;
    }
}
