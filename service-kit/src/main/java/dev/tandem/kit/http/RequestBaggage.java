package dev.tandem.kit.http;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.Map;

/**
 * Adds the subject of a request to the OpenTelemetry baggage of its context: log lines show it, and calls to other services
 * forward it.
 */
public final class RequestBaggage {

    private RequestBaggage() {}

    /** Adds the entries for the rest of the current request. Does nothing without a Vert.x context. */
    public static void add(Map<String, String> entries) {
        BaggageBuilder baggage = Baggage.current().toBuilder();
        entries.forEach(baggage::put);
        attach(Context.current().with(baggage.build()));
    }

    /** Attaches for the rest of the request, which has a Vert.x context of its own; the tracer detaches at the end. */
    @SuppressWarnings("MustBeClosedChecker")
    static void attach(Context telemetry) {
        ContextInternal current = ContextInternal.current();
        if (current != null) {
            VertxContextStorage.INSTANCE.attach(current, telemetry);
        }
    }
}
