package dev.tandem.backends;

/** Signals that a back end could not be provided; the message is one sentence for the user at the terminal. */
public final class BackendUnavailable extends RuntimeException {

    BackendUnavailable(String sentence) {
        super(sentence);
    }

    BackendUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
