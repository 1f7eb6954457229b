package dev.tandem.kit.client;

import java.net.URI;

/**
 * Where another service is reached. Its path, if it has one, is prefixed to every path called.
 *
 * @param uri with the scheme {@code http} or {@code https}
 */
public record ServiceAddress(URI uri) {

    public String host() {
        return uri.getHost();
    }

    /** The port, or that of the scheme if the address names none. */
    public int port() {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return isEncrypted() ? 443 : 80;
    }

    public boolean isEncrypted() {
        return "https".equals(uri.getScheme());
    }

    /** The request target for a path, which begins with a slash and may have a query. */
    public String below(String path) {
        String prefix = uri.getPath() == null ? "" : uri.getPath();
        return (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + path;
    }
}
