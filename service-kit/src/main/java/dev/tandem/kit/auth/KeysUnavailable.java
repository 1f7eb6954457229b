package dev.tandem.kit.auth;

/** Signals that a token cannot be verified, because the issuer's keys could not be fetched. */
public final class KeysUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeysUnavailable() {
        super("The keys of the issuer cannot be fetched", null, false, false);
    }
}
