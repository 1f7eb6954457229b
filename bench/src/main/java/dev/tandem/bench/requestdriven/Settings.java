package dev.tandem.bench.requestdriven;

/**
 * Settings of the baseline.
 *
 * @param smtpPort port of the mail server, on this machine
 * @param threads request threads, as in a servlet container
 * @param connections database connections
 */
public record Settings(int smtpPort, int threads, int connections) {}
