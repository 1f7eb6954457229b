package dev.tandem.gateway.accept;

import dev.tandem.kit.config.Environment;

/**
 * The limits of one workspace and of one user, at one instance of the gateway.
 *
 * @param perSecond changes per second, in the long run
 * @param burst changes at once, after a quiet time
 * @param outstanding changes under way
 * @param readsPerSecond one user's reads from other services per second, in the long run; also the requests of one
 *     address without a token
 * @param readBurst reads at once, after a quiet time
 */
public record QuotaSettings(int perSecond, int burst, int outstanding, int readsPerSecond, int readBurst) {

    private static final int MOST = 1_000_000;

    public static QuotaSettings from(Environment environment) {
        return new QuotaSettings(
                environment.integer(
                        "QUOTA_PER_SECOND", "changes a second that one workspace may ask for", 1, MOST, 100),
                environment.integer("QUOTA_BURST", "changes that it may ask for at once", 1, MOST, 1_000),
                environment.integer("QUOTA_OUTSTANDING", "changes of it that may be under way", 1, MOST, 10_000),
                environment.integer("QUOTA_READS_PER_SECOND", "reads a second that one user may ask for", 1, MOST, 100),
                environment.integer("QUOTA_READ_BURST", "reads that a user may ask for at once", 1, MOST, 1_000));
    }
}
