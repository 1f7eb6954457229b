package dev.tandem.bench.load;

/**
 * User in whose name a request is sent.
 *
 * @param token sent as a bearer token
 * @param workspace in which the project is created
 */
public record Caller(String token, String workspace) {}
