package dev.tandem.local.command;

/** A command cannot do what it was asked for; the message is one sentence for the person at the terminal. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal(String sentence) {
        super(sentence);
    }
}
