package dev.tandem.kit.telemetry;

import java.util.Set;

/** The methods that labels and span names tell apart: a caller may invent others without end. */
final class HttpMethods {

    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");

    private HttpMethods() {}

    /** The method, or {@code HTTP} for one that no standard knows. */
    static String known(String method) {
        return KNOWN.contains(method) ? method : "HTTP";
    }
}
