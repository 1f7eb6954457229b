package dev.tandem.notifier.webhook;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides where webhooks may connect, against server-side request forgery. Resolves the name of the host and checks every
 * address of it. The caller must connect to the returned address and to no other, so that an attacker gains nothing if the
 * name resolves differently a moment later.
 *
 * @param permitted networks that may be reached although they are not public; there, plain HTTP and any port are allowed
 */
record Destinations(Lookup lookup, Networks permitted) {

    /** Finds all addresses of a host. */
    @FunctionalInterface
    interface Lookup {

        Future<List<InetAddress>> of(String host);

        /** Resolves names as the system does, by its hosts file and its name servers. */
        static Lookup by(Vertx vertx) {
            return host -> {
                Promise<List<InetAddress>> found = Promise.promise();
                ((VertxInternal) vertx).nameResolver().resolveAll(host, resolved -> {
                    if (resolved.succeeded()) {
                        found.complete(resolved.result().stream()
                                .map(InetSocketAddress::getAddress)
                                .toList());
                    } else {
                        found.fail(resolved.cause());
                    }
                });
                return found.future();
            };
        }
    }

    /** An address that must not be connected to. The message says why, for the user who entered the address. */
    static final class Forbidden extends Exception {

        private static final long serialVersionUID = 1L;

        Forbidden(String why) {
            super(why);
        }
    }

    /**
     * One message for a name without an address and for an internal one, so that nobody learns which internal names exist.
     */
    private static final String NOT_PUBLIC = "the host has no address, or one that is not public";

    private static final Duration LOOKUP = Duration.ofSeconds(5);
    private static final String TLS = "https";
    private static final int TLS_PORT = 443;
    private static final int PLAIN_PORT = 80;
    private static final int LEAST_OTHER_PORT = 1024;

    /** @throws IllegalArgumentException if the text is no address to which something can be posted */
    static URI parse(String text) {
        URI uri = URI.create(text);
        boolean complete = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
        if (!complete
                || !isTls(uri) && !"http".equals(uri.getScheme())
                || uri.getPort() == 0
                || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("not an address to post to");
        }
        return uri;
    }

    static boolean isTls(URI uri) {
        return TLS.equals(uri.getScheme());
    }

    static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : isTls(uri) ? TLS_PORT : PLAIN_PORT;
    }

    /** Returns the address to connect to; fails with {@link Forbidden}, also when the name has no address. */
    Future<InetAddress> check(URI uri) {
        return addresses(uri.getHost()).compose(addresses -> {
            for (InetAddress address : addresses) {
                String objection = objection(uri, address);
                if (objection != null) {
                    return Future.failedFuture(new Forbidden(objection));
                }
            }
            return Future.succeededFuture(nameless(addresses.get(0)));
        });
    }

    /** Returns the address without its name, because a connection pool would confuse addresses with one name. */
    private static InetAddress nameless(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("it has the length of an address", e);
        }
    }

    private Future<List<InetAddress>> addresses(String host) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) {
            try {
                return Future.succeededFuture(List.of(InetAddress.getByAddress(literal)));
            } catch (UnknownHostException e) {
                return Future.failedFuture(e);
            }
        }
        return lookup.of(host)
                .timeout(LOOKUP.toMillis(), TimeUnit.MILLISECONDS)
                .compose(
                        found -> found.isEmpty()
                                ? Future.failedFuture(new Forbidden(NOT_PUBLIC))
                                : Future.succeededFuture(found),
                        failure -> Future.failedFuture(new Forbidden(NOT_PUBLIC)));
    }

    private @Nullable String objection(URI uri, InetAddress address) {
        if (permitted.contain(address)) {
            return null;
        }
        if (!Networks.isPublic(address)) {
            return NOT_PUBLIC;
        }
        if (!isTls(uri)) {
            return "only https is allowed";
        }
        return port(uri) == TLS_PORT || port(uri) >= LEAST_OTHER_PORT ? null : "the port is not 443 or above 1023";
    }
}
