package dev.tandem.messaging.rebuild;

/** The rebuild does not run any more: somebody cancelled it. */
final class RebuildCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RebuildCancelled() {
        super("The rebuild was ended by somebody else", null, false, false);
    }
}
