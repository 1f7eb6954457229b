package dev.tandem.notifier.delivery;

import java.time.Instant;

/** The outcome of an attempt to deliver. Its text is shown to whoever queries the delivery. */
public sealed interface Attempt {

    /** The receiver's answer, or what went wrong; without secrets. */
    String answer();

    /** The receiver, or the server that carries the delivery on, has accepted it. */
    record Sent(String answer) implements Attempt {}

    /** The receiver's side answered that it cannot accept the delivery now; another attempt may succeed. */
    record Failed(String answer) implements Attempt {}

    /** The carrying system fell silent during the attempt: the receiver may have the delivery. */
    record Interrupted(String answer) implements Attempt {}

    /**
     * This service failed, before it called the carrying system or after that system answered; the outcome says nothing
     * about that system.
     */
    record Hindered(String answer) implements Attempt {}

    /** The receiver will never accept the delivery. */
    record Refused(String answer) implements Attempt {}

    /** The delivery need not be sent any more, or was never wanted. */
    record Unwanted(String answer) implements Attempt {}

    /** The delivery can only be sent later, for example after the receiver's quiet hours: nothing was attempted. */
    record NotYet(Instant until, String answer) implements Attempt {}

    /** The carrying system does not answer, or refuses to be used: the receiver cannot have the delivery. */
    record Unavailable(String answer) implements Attempt {}
}
