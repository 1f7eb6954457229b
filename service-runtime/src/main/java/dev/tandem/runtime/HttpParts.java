package dev.tandem.runtime;

import dev.tandem.kit.Platform;
import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.auth.OpsOnly;
import dev.tandem.kit.auth.TokenVerifier;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Assembles the HTTP routes of one service, and their authentication. */
final class HttpParts {

    private final List<Routes> unauthenticated = new ArrayList<>();
    private final List<Routes> operators = new ArrayList<>();
    private final List<Function<Messaging, Future<Routes>>> features = new ArrayList<>();
    private @Nullable Function<Messaging, Future<Handler<HttpServerRequest>>> own;

    void unauthenticated(Routes... feature) {
        unauthenticated.addAll(List.of(feature));
    }

    void operators(Routes... feature) {
        operators.addAll(List.of(feature));
    }

    void feature(Function<Messaging, Future<Routes>> begin) {
        features.add(begin);
    }

    void by(Function<Messaging, Future<Handler<HttpServerRequest>>> handler) {
        own = handler;
    }

    /**
     * Starts the work of the features, and returns the handler of all requests. Throws {@link IllegalStateException} if there are
     * both routes and a handler that replaces the router.
     */
    Future<Handler<HttpServerRequest>> handler(
            String service, Platform platform, ServiceSettings settings, TokenVerifier verifier, Messaging messaging) {
        Function<Messaging, Future<Handler<HttpServerRequest>>> handler = own;
        if (handler == null) {
            return router(platform, settings, verifier, messaging);
        }
        if (!unauthenticated.isEmpty() || !operators.isEmpty() || !features.isEmpty()) {
            throw new IllegalStateException(
                    service + " serves by a handler of its own, and has routes that nobody would serve");
        }
        return handler.apply(messaging);
    }

    private Future<Handler<HttpServerRequest>> router(
            Platform platform, ServiceSettings settings, TokenVerifier verifier, Messaging messaging) {
        Router router = HttpServing.router(platform, settings.http());
        unauthenticated.forEach(each -> each.mount(router));
        router.route("/v1/*").handler(new Authentication(verifier));
        if (!operators.isEmpty()) {
            router.route("/v1/admin/*").handler(new OpsOnly());
            operators.forEach(each -> each.mount(router));
        }
        Future<Void> mounted = Future.succeededFuture();
        for (Function<Messaging, Future<Routes>> begin : features) {
            mounted = mounted.compose(before -> begin.apply(messaging)).compose(ready -> {
                ready.mount(router);
                return Future.succeededFuture();
            });
        }
        return mounted.map(router);
    }
}
