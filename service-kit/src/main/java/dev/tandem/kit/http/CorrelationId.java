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
 * Gives every request a correlation id: the caller's when it is well-formed, else a fresh UUIDv7.
 *
 * <p>It is answered as a header and stands, for all that the request causes, in the OpenTelemetry baggage as {@value #BAGGAGE}
 * and on the request's span. Baggage that came in is kept only when it is trusted, that is between services.
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

    /** The id of this request; a fresh one when the handler has not run. */
    public static String of(RoutingContext ctx) {
        String id = ctx.get(KEY);
        return id == null ? assign(ctx, fresh()) : id;
    }

    /** The id of whatever is being done on the current context, if any. */
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

    /** The id that the request brings when it is well-formed, else a fresh one. */
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
