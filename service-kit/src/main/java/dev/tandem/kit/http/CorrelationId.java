package dev.tandem.kit.http;

import com.github.f4b6a3.uuid.UuidCreator;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request a correlation id: the caller's if well-formed, else a fresh UUIDv7.
 *
 * <p>The answer carries it in a header. For everything that the request causes, it is in the OpenTelemetry baggage as
 * {@value #BAGGAGE} and on the request's span. Incoming baggage is kept only if it is trusted, that is, between services.
 */
public final class CorrelationId implements PlatformHandler {

    public static final String HEADER = "X-Correlation-Id";
    public static final String BAGGAGE = "correlation.id";

    private static final String SPAN_ATTRIBUTE = "tandem.correlation.id";

    private static final String KEY = "tandem.correlation-id";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final boolean baggageTrusted;

    public CorrelationId(boolean baggageTrusted) {
        this.baggageTrusted = baggageTrusted;
    }

    /** The id of this request; a fresh one if the handler has not run. */
    public static String of(RoutingContext ctx) {
        String id = ctx.get(KEY);
        return id == null ? assign(ctx, fresh()) : id;
    }

    /** The id of the work on the current context, if any. */
    public static @Nullable String current() {
        return Baggage.current().getEntryValue(BAGGAGE);
    }

    @Override
    public void handle(RoutingContext ctx) {
        String id = assign(ctx, offeredBy(ctx.request()));
        Context telemetry = Context.current();
        Baggage received = baggageTrusted ? Baggage.fromContext(telemetry) : Baggage.empty();
        RequestBaggage.attach(
                telemetry.with(received.toBuilder().put(BAGGAGE, id).build()));
        Span.fromContext(telemetry).setAttribute(SPAN_ATTRIBUTE, id);
        ctx.next();
    }

    /** The id in the request if well-formed, else a fresh one. */
    static String offeredBy(HttpServerRequest request) {
        String offered = request.getHeader(HEADER);
        return offered != null && WELL_FORMED.matcher(offered).matches() ? offered : fresh();
    }

    private static String fresh() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    private static String assign(RoutingContext ctx, String id) {
        ctx.put(KEY, id);
        if (!ctx.response().headWritten()) {
            ctx.response().putHeader(HEADER, id);
        }
        return id;
    }
}
