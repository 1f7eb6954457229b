package dev.tandem.gateway.live;

import java.util.Optional;
import java.util.UUID;

/** Something that changed, as it is written in a notification of the database: the shorter, the more go in one. */
public sealed interface Change {

    /** An operation that goes on. */
    record Moved(UUID operation) implements Change {}

    /** An operation that has ended, or waits for an operator. */
    record Settled(UUID operation) implements Change {}

    /** A user's stream; by a hash of the user's id, so another user's may be meant. */
    record Streamed(int userHash) implements Change {}

    /** The stream of that user. */
    static Change streamOf(String userId) {
        return new Streamed(userId.hashCode());
    }

    /** As it stands in a notification. */
    default String written() {
        if (this instanceof Moved moved) {
            return "m" + moved.operation();
        }
        return this instanceof Settled settled
                ? "s" + settled.operation()
                : "u" + Integer.toHexString(((Streamed) this).userHash());
    }

    /** Empty for what a later version of this service may have written. */
    static Optional<Change> read(String written) {
        try {
            String value = written.substring(1);
            return switch (written.charAt(0)) {
                case 'm' -> Optional.of(new Moved(UUID.fromString(value)));
                case 's' -> Optional.of(new Settled(UUID.fromString(value)));
                case 'u' -> Optional.of(new Streamed(Integer.parseUnsignedInt(value, 16)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException unknown) {
            return Optional.empty();
        }
    }
}
