package dev.tandem.messaging.broker;

/** Signals that the broker cannot be reached, refused a message, or did not confirm it. Worth a retry. */
public final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailable(String message) {
        super(message, null, false, false);
    }

    public BrokerUnavailable(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
