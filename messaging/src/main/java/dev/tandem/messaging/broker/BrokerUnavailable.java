package dev.tandem.messaging.broker;

/** The broker cannot be reached, took no message, or did not say whether it did. Worth trying again. */
public final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailable(String message) {
        super(message, null, false, false);
    }

    public BrokerUnavailable(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
