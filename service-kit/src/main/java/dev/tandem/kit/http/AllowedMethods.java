package dev.tandem.kit.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists the methods of the routes at a path, for the {@code Allow} header of a 405. A trailing slash makes no difference.
 */
final class AllowedMethods {

    private AllowedMethods() {}

    static String of(Router router, RoutingContext ctx) {
        String path = withoutSlash(ctx.normalizedPath());
        return router.getRoutes().stream()
                .filter(route -> route.getPath() != null && matches(route.getPath(), path))
                .flatMap(AllowedMethods::methods)
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Stream<HttpMethod> methods(Route route) {
        return route.methods() == null
                ? Stream.empty()
                : route.methods().stream().flatMap(AllowedMethods::withHead);
    }

    /** Every GET implies HEAD. */
    private static Stream<HttpMethod> withHead(HttpMethod method) {
        return method == HttpMethod.GET ? Stream.of(HttpMethod.GET, HttpMethod.HEAD) : Stream.of(method);
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean matches(String template, String path) {
        String[] expected = template.split("/", -1);
        String[] found = path.split("/", -1);
        if (expected.length != found.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!expected[i].startsWith(":") && !expected[i].equals(found[i])) {
                return false;
            }
        }
        return true;
    }
}
