package dev.tandem.bench.process;

/** A process that is needed does not run; the message is one sentence for the person at the terminal. */
public final class ChildFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChildFailed(String sentence) {
        super(sentence);
    }
}
