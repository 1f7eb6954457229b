package dev.tandem.messaging.hint;

/** Ends a registration when closed. Idempotent. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    @Override
    void close();
}
