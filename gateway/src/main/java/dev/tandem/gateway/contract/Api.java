package dev.tandem.gateway.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tandem.gateway.admission.Admission;
import dev.tandem.kit.http.ConditionalGet;
import dev.tandem.kit.http.FixedContent;
import dev.tandem.kit.http.HttpServing;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.http.ProblemReplies;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.SecurityHeaders;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Builds the router from the contract, {@code openapi.yaml}, and enforces the contract on every request: admission first,
 * then authentication, then the contract, then the handler. The start fails if an operation of the contract has no handler.
 */
public final class Api {

    private static final String CONTRACT = "openapi.yaml";
    private static final int ACCEPTED = 202;
    /** Media types that the loader knows, for those of the contract that it does not. */
    private static final Map<String, String> STAND_INS = Map.of(
            "application/problem+json", "application/json",
            "text/event-stream", "text/plain",
            "text/html", "text/plain",
            "text/csv", "text/plain",
            "application/jsonl", "application/octet-stream",
            "application/x-www-form-urlencoded", "text/plain");

    private static final YAMLMapper YAML = new YAMLMapper();

    private final Vertx vertx;
    private final Admission admission;
    private final OpenAPIContract contract;
    private final Map<String, DeclaredOperation> declared;
    private final RouterBuilder builder;
    private final AdminRoutes admin;

    private Api(
            Vertx vertx,
            Admission admission,
            OpenAPIContract contract,
            Map<String, DeclaredOperation> declared,
            RouterBuilder builder,
            AdminRoutes admin) {
        this.vertx = vertx;
        this.admission = admission;
        this.contract = contract;
        this.declared = declared;
        this.builder = builder;
        this.admin = admin;
    }

    /**
     * Reads the contract and makes the router for it, on a worker thread: compiling the schemas takes a second or more of
     * processor time, which an event loop does not have.
     *
     * @param byToken finds the caller of a request by its token
     * @param byTicket finds the caller by the token or a ticket, for operations that declare the security scheme {@code ticket}
     * @param operations registers a handler for each operation, and finishes with {@link #router}
     */
    public static Future<Router> load(
            Vertx vertx,
            HttpSettings settings,
            Admission admission,
            AuthenticationHandler byToken,
            AuthenticationHandler byTicket,
            Function<Api, Router> operations) {
        AtomicReference<Router> made = new AtomicReference<>();
        Deployable maker = context -> read(vertx, settings, admission, byToken, byTicket)
                .map(operations)
                .onSuccess(made::set);
        return vertx.deployVerticle(maker, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
                .compose(vertx::undeploy)
                .map(undeployed -> made.get());
    }

    private static Future<Api> read(
            Vertx vertx,
            HttpSettings settings,
            Admission admission,
            AuthenticationHandler byToken,
            AuthenticationHandler byTicket) {
        return vertx.fileSystem().readFile(CONTRACT).compose(read -> {
            Map<String, DeclaredOperation> declared = DeclaredOperation.in(parsed(read.toString()));
            JsonObject loaded = parsed(loadable(read.toString()));
            TextEnd.makeStrict(loaded);
            withoutSecurity(loaded);
            AdminRoutes admin = AdminRoutes.readFrom(loaded);
            return OpenAPIContract.from(vertx, loaded).map(contract -> {
                RouterBuilder builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
                builder.rootHandler(new SecurityHeaders());
                HttpServing.handlers(settings).forEach(builder::rootHandler);
                // After the body handler, so that a slow sender does not hold a place.
                AuthenticationHandler first = admission::handle;
                builder.rootHandler(first).rootHandler(authentication(declared.values(), byToken, byTicket));
                // This class checks authentication above, and the contract in on().
                builder.getRoutes().forEach(route -> route.setDoValidation(false));
                return new Api(vertx, admission, contract, declared, builder, admin);
            });
        });
    }

    /**
     * The contract with stand-ins for the media types that its loader does not know and would refuse. Only bodies of JSON
     * are validated with it.
     */
    static String loadable(String contract) {
        String loadable = contract;
        for (Map.Entry<String, String> standIn : STAND_INS.entrySet()) {
            loadable = loadable.replace(standIn.getKey(), standIn.getValue());
        }
        return loadable;
    }

    /** The router would add a handler to operations with a choice of credentials, even when told not to. */
    private static void withoutSecurity(JsonObject contract) {
        contract.remove("security");
        contract.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(member -> {
                    if (member.getValue() instanceof JsonObject operation) {
                        operation.remove("security");
                    }
                }));
    }

    private static JsonObject parsed(String contract) {
        try {
            return new JsonObject(YAML.readValue(contract, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The contract cannot be read", e);
        }
    }

    /**
     * Requires a token for every path under {@code /v1/}, even one that the contract lacks, except for operations with
     * {@code security: []}. Only a request with a query can have a ticket.
     */
    private static AuthenticationHandler authentication(
            Collection<DeclaredOperation> declared, AuthenticationHandler byToken, AuthenticationHandler byTicket) {
        List<DeclaredOperation> open =
                declared.stream().filter(DeclaredOperation::open).toList();
        List<DeclaredOperation> ticketed =
                declared.stream().filter(DeclaredOperation::ticketed).toList();
        return ctx -> {
            if (!ctx.normalizedPath().startsWith("/v1/") || isAmong(open, ctx)) {
                ctx.next();
            } else if (ctx.request().query() != null && isAmong(ticketed, ctx)) {
                byTicket.handle(ctx);
            } else {
                byToken.handle(ctx);
            }
        };
    }

    private static boolean isAmong(List<DeclaredOperation> operations, RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        String path = ctx.normalizedPath();
        return operations.stream().anyMatch(operation -> operation.answers(method, path));
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
        DeclaredOperation operation = Objects.requireNonNull(declared.get(operationId));
        BodyTypes bodyTypes = new BodyTypes(operation.bodyTypes());
        Acceptable acceptable = new Acceptable(operation.answerTypes());
        RequestCheck request = new RequestCheck(contract, route.getOperation());
        boolean reads = route.getOperation().getResponse(ACCEPTED) == null;
        route.addHandler(ctx -> {
            bodyTypes.check(ctx);
            acceptable.check(ctx);
            request.check(ctx);
            if (operation.tagged()) {
                ConditionalGet.tag(ctx);
            }
            if (reads) {
                admission.release(ctx);
            }
            ctx.next();
        });
        route.addHandler(handler);
        return this;
    }

    /** The router reads the text after a colon as a parameter, which matches any text. */
    private static void onlyAt(String path, RoutingContext ctx) {
        if (!ctx.normalizedPath().equals(path)) {
            throw Problems.standard(404).asException();
        }
        ctx.next();
    }

    /** Registers the handler of an operation for operators, or of all operations with this first tag. */
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
