package dev.tandem.kit.auth;

/** The token cannot be judged, since the keys of its issuer could not be fetched. */
public final class KeysUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeysUnavailable() {
        super("The keys of the issuer cannot be fetched", null, false, false);
    }
}
