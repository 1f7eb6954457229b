package dev.tandem.local.service;

/** Signals that a service did not start; the message is one sentence for the person at the terminal. */
public final class StartFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailed(String service, Throwable cause) {
        super(service + " could not start: " + sentence(cause), cause);
    }

    private static String sentence(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
