package dev.tandem.bench.mail;

/**
 * A mail that the mail server accepted.
 *
 * @param id the local part of its Message-ID; empty when it has none
 * @param recipient the address to which it was sent
 */
public record Arrival(String id, String recipient) {}
