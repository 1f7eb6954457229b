package dev.tandem.bench.requestdriven;

/**
 * Settings of the baseline.
 *
 * @param smtpPort of the mail server, on this machine
 * @param threads that carry requests out, as in a servlet container
 * @param connections to the database
 */
public record Settings(int smtpPort, int threads, int connections) {}
