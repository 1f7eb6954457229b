package dev.tandem.local.instance;

/** Signals that a data directory cannot be used; the message is one sentence for the person at the terminal. */
public final class DirectoryInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DirectoryInUse(String sentence) {
        super(sentence);
    }
}
