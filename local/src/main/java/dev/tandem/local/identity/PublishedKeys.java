package dev.tandem.local.identity;

import dev.tandem.local.http.JsonServer;
import java.net.URI;
import java.util.Optional;

/** Publishes the public half of a key, with which services verify tokens. */
public final class PublishedKeys {

    public static final String PATH = "/.well-known/jwks.json";

    private PublishedKeys() {}

    /** Serves the public key; returns its address on the loopback interface. */
    public static URI serve(SigningKey key, JsonServer server) {
        String keys = key.published();
        return server.serve(PATH, rest -> rest.isEmpty() ? Optional.of(keys) : Optional.empty());
    }
}
