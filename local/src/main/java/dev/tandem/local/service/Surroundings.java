package dev.tandem.local.service;

import io.opentelemetry.sdk.trace.SpanProcessor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Holds what the services need from their environment.
 *
 * @param port port of the gateway, 0 for any free one
 * @param broker returns the broker's address for the user of that name
 * @param database returns the address of the database of that name
 * @param variables passed on to every service, except those that the local system sets itself
 * @param watching processors that receive the spans of all services
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
