package dev.tandem.local.command;

/** Signals that a command cannot do what it was asked; the message is one sentence for the person at the terminal. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal(String sentence) {
        super(sentence);
    }
}
