package dev.tandem.kit.auth;

/** Signals that a token is not accepted; the message may be shown to its sender. */
public final class TokenRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TokenRefused(String reason) {
        super(reason, null, false, false);
    }
}
