package dev.tandem.messaging;

import java.time.Duration;

/**
 * Settings that an operator may want to tune; {@link Builder} explains each. Immutable. Values that two processes must agree on, or
 * that another constant relies on, are not among them.
 */
public record Tuning(
        Duration minInterval,
        Duration logMinInterval,
        int maxInFlight,
        int rowsInMemory,
        long bytesInMemory,
        Duration deleteDelay,
        Duration yieldsAfter,
        int largestBatch,
        int prefetch,
        Duration earlyRetryLimit,
        Duration databaseProbedWithin,
        Duration dependencyProbedWithin,
        Duration ackDelay,
        Duration confirmTimeout,
        int poolSize,
        Duration readIdleTimeout,
        Duration idleInTransactionTimeout,
        Duration lockTimeout,
        Duration reportsEvery) {

    /** Every setting at its default. */
    public static final Tuning DEFAULT = builder().build();

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds the settings; each method states unit and default. */
    public static final class Builder {

        private Duration minInterval = Duration.ofMillis(10);
        private Duration logMinInterval = Duration.ofMillis(50);
        private int maxInFlight = 16;
        private int rowsInMemory = 20_000;
        private long bytesInMemory = 32 * 1024 * 1024L;
        private Duration deleteDelay = Duration.ofSeconds(1);
        private Duration yieldsAfter = Duration.ofSeconds(5);
        private int largestBatch = 128;
        private int prefetch = 256;
        private Duration earlyRetryLimit = Duration.ofHours(1);
        private Duration databaseProbedWithin = Duration.ofSeconds(5);
        private Duration dependencyProbedWithin = Duration.ofSeconds(30);
        private Duration ackDelay = Duration.ofMillis(100);
        private Duration confirmTimeout = Duration.ofSeconds(15);
        private int poolSize = 4;
        private Duration readIdleTimeout = Duration.ofSeconds(30);
        private Duration idleInTransactionTimeout = Duration.ofSeconds(10);
        private Duration lockTimeout = Duration.ofSeconds(2);
        private Duration reportsEvery = Duration.ofSeconds(5);

        private Builder() {}

        /**
         * Minimum interval between messages to one exchange and routing key, except the log's, so that events gather; short because
         * a client may wait for the result. A full message does not wait; 10 ms.
         */
        public Builder minInterval(Duration time) {
            minInterval = time;
            return this;
        }

        /**
         * Minimum interval between messages to one routing key of the log's exchange; long because every reader of the log pays for
         * each message. A full message does not wait; 50 ms.
         */
        public Builder logMinInterval(Duration time) {
            logMinInterval = time;
            return this;
        }

        /** The most unconfirmed messages of the relay, without those to destinations that do not confirm at present; 16. */
        public Builder maxInFlight(int count) {
            maxInFlight = count;
            return this;
        }

        /** The most rows that the relay holds in memory; the rest stays in the table; 20,000. */
        public Builder rowsInMemory(int count) {
            rowsInMemory = count;
            return this;
        }

        /** The most bytes of the rows that the relay holds in memory; 32 MiB. */
        public Builder bytesInMemory(long bytes) {
            bytesInMemory = bytes;
            return this;
        }

        /** The time for which confirmed rows gather before they are deleted in one statement; 1 s. */
        public Builder deleteDelay(Duration time) {
            deleteDelay = time;
            return this;
        }

        /** The time after which a relay that cannot publish gives up its partitions; 5 s. */
        public Builder yieldsAfter(Duration time) {
            yieldsAfter = time;
            return this;
        }

        /** The most events in one transaction of a consumer; 128. */
        public Builder largestBatch(int count) {
            largestBatch = count;
            return this;
        }

        /** Messages that a consumer holds, of up to 64 events or 64 KB each; 256. Tenants take turns among these. */
        public Builder prefetch(int count) {
            prefetch = count;
            return this;
        }

        /** How long after its first failure an event that is early, or behind a row lock, is retried, not dead-lettered; 1 h. */
        public Builder earlyRetryLimit(Duration time) {
            earlyRetryLimit = time;
            return this;
        }

        /** The longest pause between two probes of a database that is away, without jitter; 5 s. */
        public Builder databaseProbedWithin(Duration time) {
            databaseProbedWithin = time;
            return this;
        }

        /** The longest pause between two probes of any other dependency, without jitter; 30 s. */
        public Builder dependencyProbedWithin(Duration time) {
            dependencyProbedWithin = time;
            return this;
        }

        /** The time for which acks gather before they are sent; 100 ms. */
        public Builder ackDelay(Duration time) {
            ackDelay = time;
            return this;
        }

        /**
         * How long a publisher waits for a confirm before the message counts as failed; if no confirms come at all, it drops the
         * connection. Time in which the broker blocks publishers does not count; 15 s.
         */
        public Builder confirmTimeout(Duration time) {
            confirmTimeout = time;
            return this;
        }

        /** Connections that consumers and the relay share, in addition to one for the relay's locks; 4. */
        public Builder poolSize(int count) {
            poolSize = count;
            return this;
        }

        /** How long nothing may arrive on a database connection before it is closed; fractions of a second are dropped; 30 s. */
        public Builder readIdleTimeout(Duration time) {
            readIdleTimeout = time;
            return this;
        }

        /**
         * How long a transaction may be idle before PostgreSQL ends it, and how often PostgreSQL checks during a statement that the
         * client is still connected; 10 s.
         */
        public Builder idleInTransactionTimeout(Duration time) {
            idleInTransactionTimeout = time;
            return this;
        }

        /** The time for which a statement waits for a lock; 2 s. */
        public Builder lockTimeout(Duration time) {
            lockTimeout = time;
            return this;
        }

        /** Interval between two reports of an instance; 5 s. */
        public Builder reportsEvery(Duration time) {
            reportsEvery = time;
            return this;
        }

        public Tuning build() {
            return new Tuning(
                    minInterval,
                    logMinInterval,
                    maxInFlight,
                    rowsInMemory,
                    bytesInMemory,
                    deleteDelay,
                    yieldsAfter,
                    largestBatch,
                    prefetch,
                    earlyRetryLimit,
                    databaseProbedWithin,
                    dependencyProbedWithin,
                    ackDelay,
                    confirmTimeout,
                    poolSize,
                    readIdleTimeout,
                    idleInTransactionTimeout,
                    lockTimeout,
                    reportsEvery);
        }
    }
}
