package dev.tandem.kit.database;

/** A database that could not be brought to what the service needs; the message is one sentence for an operator. */
public final class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
