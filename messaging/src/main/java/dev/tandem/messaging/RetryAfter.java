package dev.tandem.messaging;

import java.time.Duration;

/** Fails a handler's future with the least delay before a retry; see {@link Outcome.RetryLater}. */
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
