package dev.tandem.kit.database;

/** The database could not be migrated to the schema that the service needs; the message is one sentence for an operator. */
public final class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
