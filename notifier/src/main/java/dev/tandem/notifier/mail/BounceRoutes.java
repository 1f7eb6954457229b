package dev.tandem.notifier.mail;

import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Query;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.Optional;

/**
 * Serves {@code POST /v1/mail/bounces} to senders that present the operator's secret: 401 without it, 404 if none is
 * configured, and otherwise 204, whether the mail is known or not. Repeating a report changes only the metric. Public: the
 * gateway forwards the header {@code Authorization} unchanged.
 */
final class BounceRoutes {

    private final Optional<BounceSecret> secret;
    private final SuppressionStore store;
    private final MeterRegistry meters;

    /** @param secret empty if the operator accepts no reports */
    BounceRoutes(Optional<BounceSecret> secret, Pool pool, MeterRegistry meters) {
        this.secret = secret;
        this.store = new SuppressionStore(pool);
        this.meters = meters;
    }

    void mount(Router router) {
        router.post("/v1/mail/bounces").handler(this::report);
    }

    private void report(RoutingContext ctx) {
        BounceSecret expected = secret.orElseThrow(() -> Problems.notFound(
                        "There are no reports of bounces here: the operator has set no MAIL_BOUNCE_SECRET.")
                .asException());
        if (!expected.isShownBy(ctx.request().getHeader("Authorization"))) {
            throw Problems.unauthorized("The report needs the operator's secret.", "Bearer realm=\"tandem-bounces\"")
                    .asException();
        }
        Query.refuseAny(ctx);
        Bounce bounce = Bounce.of(JsonBody.of(ctx));
        recorded(bounce)
                .onComplete(Answers.to(
                        ctx, recorded -> ctx.response().setStatusCode(204).end()));
    }

    private Future<Void> recorded(Bounce bounce) {
        meters.counter("tandem.mail.bounces", "type", bounce.type().name()).increment();
        if (bounce.delivery() == null) {
            return Future.succeededFuture();
        }
        return switch (bounce.type()) {
            case hard -> store.bounced(bounce.delivery(), bounce.answer(), "bounced");
            case complaint -> store.bounced(bounce.delivery(), bounce.answer(), "complaint");
            case soft -> store.delayed(bounce.delivery(), bounce.answer());
        };
    }
}
