package dev.tandem.local.identity;

import dev.tandem.local.http.JsonServer;
import java.net.URI;
import java.util.Optional;

/** The public half of a key, where services fetch what they verify tokens with. */
public final class PublishedKeys {

    public static final String PATH = "/.well-known/jwks.json";

    private PublishedKeys() {}

    /** Serves it; returns its address on the loopback interface. */
    public static URI serve(SigningKey key, JsonServer server) {
        String keys = key.published();
        return server.serve(PATH, rest -> rest.isEmpty() ? Optional.of(keys) : Optional.empty());
    }
}
