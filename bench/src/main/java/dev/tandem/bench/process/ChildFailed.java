package dev.tandem.bench.process;

/** Signals that a required process does not run; the message is one sentence for the user at the terminal. */
public final class ChildFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChildFailed(String sentence) {
        super(sentence);
    }
}
