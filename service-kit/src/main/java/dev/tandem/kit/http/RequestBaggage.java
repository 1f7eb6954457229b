package dev.tandem.kit.http;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.Map;

/**
 * Puts what a request is about into the OpenTelemetry baggage of its context: log lines show it, and calls to other services
 * take it along.
 */
public final class RequestBaggage {

    private RequestBaggage() {}

    /** Adds the entries for the rest of the current request. Without a Vert.x context nothing happens. */
    public static void add(Map<String, String> entries) {
        BaggageBuilder baggage = Baggage.current().toBuilder();
        entries.forEach(baggage::put);
        attach(Context.current().with(baggage.build()));
    }

    /** Stays attached for the rest of the request, whose Vert.x context is its own; the tracer detaches it at the end. */
    @SuppressWarnings("MustBeClosedChecker")
    static void attach(Context telemetry) {
        ContextInternal current = ContextInternal.current();
        if (current != null) {
            VertxContextStorage.INSTANCE.attach(current, telemetry);
        }
    }
}
