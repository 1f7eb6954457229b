package dev.tandem.gateway.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tandem.gateway.admission.Admission;
import dev.tandem.kit.http.FixedContent;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.http.ProblemReplies;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.SecurityHeaders;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Map;

/**
 * Builds the router from the contract, {@code openapi.yaml}, and enforces the contract on every request: admission first,
 * then authentication, then the contract, then the handler. The start fails if an operation of the contract has no handler.
 */
public final class Api {

    private static final String CONTRACT = "openapi.yaml";
    private static final int ACCEPTED = 202;
    private static final String EVENTS = "text/event-stream";
    private static final String STAND_IN = "text/plain";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Vertx vertx;
    private final Admission admission;
    private final OpenAPIContract contract;
    private final RouterBuilder builder;
    private final AdminRoutes admin;

    private Api(Vertx vertx, Admission admission, OpenAPIContract contract, RouterBuilder builder, AdminRoutes admin) {
        this.vertx = vertx;
        this.admission = admission;
        this.contract = contract;
        this.builder = builder;
        this.admin = admin;
    }

    /** Reads the contract. */
    public static Future<Api> load(
            Vertx vertx, HttpSettings settings, Admission admission, AuthenticationHandler authentication) {
        return read(vertx).compose(written -> {
            TextEnd.makeStrict(written);
            AdminRoutes admin = AdminRoutes.readFrom(written);
            return OpenAPIContract.from(vertx, written).map(contract -> {
                RouterBuilder builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
                builder.rootHandler(new SecurityHeaders());
                HttpServing.handlers(settings).forEach(builder::rootHandler);
                // After the body handler, so that a slow sender does not hold a place.
                AuthenticationHandler first = admission::handle;
                builder.rootHandler(first).rootHandler(underV1(authentication)).rootHandler(new JsonOnly());
                // Our own checks come before every operation: authentication here, the contract in on().
                builder.getRoutes().forEach(route -> route.setDoSecurity(false).setDoValidation(false));
                return new Api(vertx, admission, contract, builder, admin);
            });
        });
    }

    /** The loader knows few media types and refuses a contract with others; it only checks requests, and ours are JSON. */
    private static Future<JsonObject> read(Vertx vertx) {
        return vertx.fileSystem().readFile(CONTRACT).compose(text -> {
            try {
                Map<String, Object> contract = YAML.readValue(
                        text.toString()
                                .replace("application/problem+json", "application/json")
                                .replace(EVENTS, STAND_IN),
                        new TypeReference<Map<String, Object>>() {});
                return Future.succeededFuture(new JsonObject(contract));
            } catch (JsonProcessingException e) {
                return Future.failedFuture(e);
            }
        });
    }

    /** The media type in the contract for one in the loaded copy. */
    static String asWritten(String loaded) {
        return loaded.equals(STAND_IN) ? EVENTS : loaded;
    }

    private static AuthenticationHandler underV1(AuthenticationHandler authentication) {
        return ctx -> {
            if (ctx.normalizedPath().startsWith("/v1/")) {
                authentication.handle(ctx);
            } else {
                ctx.next();
            }
        };
    }

    /** Registers the handler of the operation. */
    public Api on(String operationId, Handler<RoutingContext> handler) {
        var route = builder.getRoute(operationId);
        if (route == null) {
            throw new IllegalArgumentException("The contract has no operation " + operationId);
        }
        String path = route.getOperation().getAbsoluteOpenAPIPath();
        if (path.indexOf(':') >= 0) {
            route.addHandler(ctx -> onlyAt(path, ctx));
        }
        route.addHandler(Acceptable.of(route.getOperation()));
        route.addHandler(new RequestCheck(contract, route.getOperation()));
        if (route.getOperation().getResponse(ACCEPTED) == null) {
            route.addHandler(ctx -> {
                admission.release(ctx);
                ctx.next();
            });
        }
        route.addHandler(handler);
        return this;
    }

    /** The router takes the text after a colon for a parameter and accepts anything in its place. */
    private static void onlyAt(String path, RoutingContext ctx) {
        if (!ctx.normalizedPath().equals(path)) {
            throw Problems.standard(404).asException();
        }
        ctx.next();
    }

    /** Registers the handler of an operation for operators, or of all whose first tag this is. */
    public Api onAdmin(String idOrTag, Handler<RoutingContext> handler) {
        admin.on(idOrTag, handler);
        return this;
    }

    /** The finished router; serves the contract itself at {@code /openapi.yaml}. */
    public Router router() {
        // Skips these substitute paths: AdminRoutes serves the real ones.
        builder.getRoutes().stream()
                .filter(route ->
                        AdminOperation.isSubstitute(route.getOperation().getAbsoluteOpenAPIPath()))
                .forEach(route -> route.addHandler(RoutingContext::next));
        builder.getRoutes().stream()
                .filter(route -> route.getHandlers().isEmpty())
                .findFirst()
                .ifPresent(route -> {
                    throw new IllegalStateException(
                            "Nothing answers " + route.getOperation().getOperationId() + " of the contract");
                });
        Router router = builder.createRouter();
        admin.addTo(router, contract);
        FixedContent text =
                new FixedContent("application/yaml", vertx.fileSystem().readFileBlocking(CONTRACT));
        router.get("/openapi.yaml").handler(text::answer);
        ProblemReplies.guard(router);
        return router;
    }
}
