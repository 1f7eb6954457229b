package dev.tandem.messaging.rebuild;

/** Signals that the rebuild no longer runs, because it was cancelled. */
final class RebuildCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RebuildCancelled() {
        super("The rebuild was ended by somebody else", null, false, false);
    }
}
