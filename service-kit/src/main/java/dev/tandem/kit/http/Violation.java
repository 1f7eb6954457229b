package dev.tandem.kit.http;

/** One fault of a request: where, as a JSON pointer into the body or {@code #/query/name}, and what. */
public record Violation(String pointer, String detail) {}
