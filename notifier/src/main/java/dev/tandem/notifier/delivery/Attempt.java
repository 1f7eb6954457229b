package dev.tandem.notifier.delivery;

import java.time.Instant;

/** The outcome of an attempt to deliver. Texts are shown to those who ask what became of a delivery. */
public sealed interface Attempt {

    /** What the receiver answered, or what went wrong; without secrets. */
    String answer();

    /** The receiver has it. */
    record Sent(String answer) implements Attempt {}

    /** The receiver's side answered that it cannot take it now; another attempt may succeed. */
    record Failed(String answer) implements Attempt {}

    /** The system that carries it fell silent during the attempt: the receiver may have it. */
    record Interrupted(String answer) implements Attempt {}

    /** We failed, before the system that carries it or after it answered: this says nothing about that system. */
    record Hindered(String answer) implements Attempt {}

    /** The receiver will never take it. */
    record Refused(String answer) implements Attempt {}

    /** It need not be sent any more, or was never wanted. */
    record Unwanted(String answer) implements Attempt {}

    /** The receiver wants it later: nothing was attempted. */
    record NotYet(Instant until, String answer) implements Attempt {}

    /** The system that carries it does not answer: nothing was attempted. */
    record Unavailable(String answer) implements Attempt {}
}
