package dev.tandem.gateway.contract;

import dev.tandem.kit.auth.OpsOnly;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Routes the operations under {@code /v1/admin}: requires the role {@code ops}, enforces the contract, and calls the
 * operation's own handler or that of its first tag.
 *
 * <p>The router of the contract cannot do this: its loader refuses a path segment that continues after a parameter, as
 * {@code /{id}:replay} does. So the contract is loaded with substitute paths, and the real ones are routed here.
 */
final class AdminRoutes {

    private final List<AdminOperation> operations;
    private final Map<String, Handler<RoutingContext>> handlers = new HashMap<>();

    private AdminRoutes(List<AdminOperation> operations) {
        this.operations = operations;
    }

    /** Finds the operations in the contract, and replaces their paths there with ones that its loader accepts. */
    static AdminRoutes readFrom(JsonObject contract) {
        JsonObject paths = contract.getJsonObject("paths");
        List<String> admin = paths.fieldNames().stream()
                .filter(path -> path.startsWith(AdminOperation.PREFIX))
                .toList();
        List<AdminOperation> operations = new ArrayList<>();
        for (String path : admin) {
            JsonObject item = (JsonObject) paths.remove(path);
            paths.put(AdminOperation.substitute(path), item);
            item.fieldNames().stream().filter(AdminOperation::isMethod).forEach(method -> {
                JsonObject operation = item.getJsonObject(method);
                operations.add(AdminOperation.of(
                        path,
                        method,
                        operation.getString("operationId"),
                        operation.getJsonArray("tags").getString(0)));
            });
        }
        return new AdminRoutes(List.copyOf(operations));
    }

    /** @param name a tag, or the id of an operation, which takes precedence */
    void on(String name, Handler<RoutingContext> handler) {
        if (operations.stream().noneMatch(operation -> operation.isCalled(name))) {
            throw new IllegalArgumentException("The contract has nothing for operators that is called " + name);
        }
        handlers.put(name, handler);
    }

    /** Adds the operations to the router; any other path is answered 404, once the caller is known to be an operator. */
    void addTo(Router router, OpenAPIContract contract) {
        router.route(AdminOperation.PREFIX + "*").handler(new OpsOnly());
        Map<String, Map<HttpMethod, Handler<RoutingContext>>> paths = new LinkedHashMap<>();
        for (AdminOperation operation : operations) {
            paths.computeIfAbsent(operation.path(), path -> new HashMap<>())
                    .put(operation.method(), handler(operation, contract));
        }
        paths.forEach((path, methods) ->
                router.routeWithRegex(AdminOperation.regex(path)).setName(path).handler(ctx -> handle(ctx, methods)));
    }

    private Handler<RoutingContext> handler(AdminOperation operation, OpenAPIContract contract) {
        Handler<RoutingContext> own = handlers.get(operation.id());
        Handler<RoutingContext> handler = own == null ? handlers.get(operation.tag()) : own;
        if (handler == null) {
            throw new IllegalStateException("Nothing answers " + operation.id() + " of the contract");
        }
        RequestCheck check = new RequestCheck(contract, contract.operation(operation.id()));
        return ctx -> {
            BodyTypes.JSON.check(ctx);
            Acceptable.JSON.check(ctx);
            check.check(ctx);
            handler.handle(ctx);
        };
    }

    private static void handle(RoutingContext ctx, Map<HttpMethod, Handler<RoutingContext>> methods) {
        Handler<RoutingContext> handler = methods.get(ctx.request().method());
        if (handler == null) {
            String allow = Stream.concat(
                            methods.keySet().stream(),
                            methods.containsKey(HttpMethod.GET) ? Stream.of(HttpMethod.HEAD) : Stream.empty())
                    .map(HttpMethod::name)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw Problems.methodNotAllowed(allow).asException();
        }
        handler.handle(ctx);
    }
}
