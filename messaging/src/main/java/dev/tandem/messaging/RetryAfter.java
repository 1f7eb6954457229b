package dev.tandem.messaging;

import java.time.Duration;

/** Fails a handler's future with a hint when to come again, as {@link Outcome.RetryLater} says it of one event. */
public final class RetryAfter extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration notBefore;

    public RetryAfter(String why, Duration notBefore) {
        super(why);
        this.notBefore = notBefore;
    }

    /** The least delay. */
    public Duration notBefore() {
        return notBefore;
    }
}
