package dev.tandem.kit.telemetry;

import java.util.Set;

/** Limits the methods in labels and span names: callers may invent any number of others. */
final class HttpMethods {

    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");

    private HttpMethods() {}

    /** The method, or {@code HTTP} for a non-standard one. */
    static String known(String method) {
        return KNOWN.contains(method) ? method : "HTTP";
    }
}
