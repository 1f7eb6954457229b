package dev.tandem.messaging.hint;

/** Ends what it was given for. Repeatable. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    @Override
    void close();
}
