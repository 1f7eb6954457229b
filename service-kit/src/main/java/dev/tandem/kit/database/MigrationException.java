package dev.tandem.kit.database;

/** Signals that a database could not be migrated to the needed schema; the message is one sentence for an operator. */
public final class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
