package dev.tandem.gateway.forward;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.Call;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.ConditionalGet;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Forwards a request that conforms to the contract to the service that answers it, with the caller's token, and returns its
 * answer, tagged where {@link ConditionalGet#tag} asked for it. The service checks the permission itself.
 */
public final class Forwarding implements Handler<RoutingContext> {

    private static final String[] ANSWER_HEADERS = {"Content-Type", "Location", "ETag", "Cache-Control", "Retry-After"};

    private final ServiceClient service;
    private final @Nullable String own;

    public Forwarding(ServiceClient service) {
        this(service, null);
    }

    private Forwarding(ServiceClient service, @Nullable String own) {
        this.service = service;
        this.own = own;
    }

    /** The same, but a query parameter of this name is not forwarded, because it was meant for the gateway. */
    public Forwarding without(String parameter) {
        return new Forwarding(service, parameter);
    }

    /**
     * Forwards requests whose credential is no user's token but one that the service knows: with the header
     * {@code Authorization} as it came, and with the body.
     */
    public static Handler<RoutingContext> withOwnCredential(ServiceClient service) {
        return ctx -> {
            Call call = withBody(
                    ctx, service.call(ctx.request().method(), ctx.request().uri()));
            String credential = ctx.request().getHeader("Authorization");
            if (credential != null) {
                call.header("Authorization", credential);
            }
            call.send().onComplete(Answers.to(ctx, answer -> answer(ctx, answer)));
        };
    }

    /**
     * Forwards requests that need no token: without the caller's, if there is one, and without the body, because what is
     * asked for stands in the path.
     */
    public static Handler<RoutingContext> withoutCaller(ServiceClient service) {
        return ctx -> service.call(ctx.request().method(), ctx.request().uri())
                .send()
                .onComplete(Answers.to(ctx, answer -> answer(ctx, answer)));
    }

    @Override
    public void handle(RoutingContext ctx) {
        Call call = service.call(ctx.request().method(), address(ctx)).onBehalfOf(Caller.of(ctx));
        List<String> known = ctx.request().headers().getAll("If-None-Match");
        if (!known.isEmpty()) {
            call.header("If-None-Match", String.join(", ", known));
        }
        withBody(ctx, call).send().onComplete(Answers.to(ctx, answer -> answer(ctx, answer)));
    }

    private String address(RoutingContext ctx) {
        String uri = ctx.request().uri();
        if (own == null || !ctx.queryParams().contains(own)) {
            return uri;
        }
        int query = uri.indexOf('?');
        String left = Arrays.stream(uri.substring(query + 1).split("&"))
                .filter(parameter -> !name(parameter).equals(own))
                .collect(Collectors.joining("&"));
        return uri.substring(0, query) + (left.isEmpty() ? "" : "?" + left);
    }

    private static String name(String parameter) {
        return URLDecoder.decode(parameter.split("=", 2)[0], StandardCharsets.UTF_8);
    }

    private static Call withBody(RoutingContext ctx, Call call) {
        Buffer body = ctx.body().buffer();
        return body == null || body.length() == 0 ? call : call.body("application/json", body);
    }

    private static void answer(RoutingContext ctx, HttpResponse<Buffer> answer) {
        HttpServerResponse response = ctx.response().setStatusCode(answer.statusCode());
        for (String header : ANSWER_HEADERS) {
            String value = answer.getHeader(header);
            if (value != null) {
                response.putHeader(header, value);
            }
        }
        Buffer body = answer.body();
        if (body == null) {
            response.end();
        } else {
            ConditionalGet.answer(ctx, body);
        }
    }
}
