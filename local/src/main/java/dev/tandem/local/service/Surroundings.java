package dev.tandem.local.service;

import io.opentelemetry.sdk.trace.SpanProcessor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the services find around them.
 *
 * @param port of the gateway, 0 for any free one
 * @param broker gives the address with the user of that name
 * @param database gives the address of the database of that name
 * @param variables passed on to every service as they are, unless one of ours has the same name
 * @param watching see the spans of all services
 */
public record Surroundings(
        int port,
        String issuer,
        String audience,
        URI keys,
        UnaryOperator<String> broker,
        UnaryOperator<String> database,
        Map<String, String> variables,
        List<SpanProcessor> watching) {}
