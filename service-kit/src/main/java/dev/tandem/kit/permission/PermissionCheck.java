package dev.tandem.kit.permission;

import dev.tandem.kit.Platform;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.telemetry.SpanFailure;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the span {@code check permission} and the timer {@code tandem.permission.check} of each question. The call that
 * answers a batch is a child of the first question's span; the other spans have no child.
 */
final class PermissionCheck {

    private final Vertx vertx;
    private final Tracer tracer;
    private final Clock clock;
    private final MeterProvider<Timer> times;

    PermissionCheck(Platform platform) {
        this.vertx = platform.vertx();
        this.tracer = platform.tracer();
        this.clock = platform.meters().config().clock();
        this.times = Timer.builder("tandem.permission.check")
                .description("From the question to its answer, also when a call is shared")
                .withRegistry(platform.meters());
    }

    /** The context in which a call becomes a child of one question's span. */
    record Below(Context telemetry, ContextInternal home) {

        /**
         * May be called from any thread; leaves the caller's context as it is, because the rest of the request is not part
         * of this call.
         */
        @SuppressWarnings("MustBeClosedChecker")
        <T> Future<T> call(Supplier<Future<T>> call) {
            ContextInternal own = home.duplicate();
            VertxContextStorage.INSTANCE.attach(own, telemetry);
            Promise<T> answer = own.promise();
            own.emit(go -> begun(call).onComplete(answer));
            return answer.future();
        }

        private static <T> Future<T> begun(Supplier<Future<T>> call) {
            try {
                return call.get();
            } catch (RuntimeException failure) {
                return Future.failedFuture(failure);
            }
        }
    }

    <T> Future<T> of(Action action, Function<Below, Future<T>> question) {
        Timer.Sample sample = Timer.start(clock);
        Span span = tracer.spanBuilder("check permission")
                .setAttribute("tandem.permission.action", action.wireName())
                .startSpan();
        Below below = new Below(Context.current().with(span), (ContextInternal) vertx.getOrCreateContext());
        return question.apply(below).onComplete((answer, failure) -> {
            String outcome = outcome(failure);
            sample.stop(times.withTag("outcome", outcome));
            span.setAttribute("tandem.permission.outcome", outcome);
            if (failure != null && outcome.equals("unavailable")) {
                SpanFailure.note(span, failure);
            }
            span.end();
        });
    }

    private static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return "allowed";
        }
        return failure instanceof ProblemException no && no.problem().status() < 500 ? "denied" : "unavailable";
    }
}
