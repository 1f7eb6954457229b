package dev.tandem.gateway.erasure;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.CorrelationId;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Query;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Topology;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.erasure.ErasePerson;
import dev.tandem.runtime.Tandem;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Lets operators have a person erased and follow the progress. The request is durable once it is answered; then every
 * service erases its own data. A repeated request makes the services erase again, which changes nothing unless data has come
 * back, for example from a backup.
 */
public record ErasureRoutes(Pool pool, Transactor transactor, Clock clock) {

    private static final Topology.Topic COMMAND = Tandem.TOPOLOGY.erasePerson();
    private static final int LONGEST_ID = 255;

    /** {@code POST /v1/admin/erasures}. */
    public void erase(RoutingContext ctx) {
        Query.refuseAny(ctx);
        String userId = Fields.read(JsonBody.of(ctx), body -> body.text("userId", LONGEST_ID));
        accept(userId, Caller.of(ctx).userId(), CorrelationId.of(ctx)).onComplete(Answers.to(ctx, erasure -> {
            ctx.response()
                    .setStatusCode(202)
                    .putHeader("Location", Erasure.PATH + "/" + erasure.id())
                    .putHeader("Retry-After", "1");
            Answers.json(ctx, erasure.toJson());
        }));
    }

    /** {@code GET /v1/admin/erasures/{id}}. */
    public void find(RoutingContext ctx) {
        Query.refuseAny(ctx);
        new ErasureStore(pool)
                .find(Ids.inPath(ctx, "id"))
                .map(Problems.orElse(Problems.notFound("There is no such erasure.")))
                .map(Erasure::toJson)
                .onComplete(Answers.json(ctx));
    }

    private Future<Erasure> accept(String userId, String requestedBy, String correlationId) {
        Instant now = clock.instant();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Context cause = Context.current();
        return transactor.transact(work -> new ErasureStore(work.sql())
                .enter(id, userId, "erased-" + UUID.randomUUID(), requestedBy, now)
                .onSuccess(erasure -> work.send(command(erasure, userId, correlationId, now), cause)));
    }

    /** The command names no actor: the operator is recorded here, and of no interest elsewhere. */
    private static Message command(Erasure erasure, String userId, String correlationId, Instant now) {
        String id = erasure.id().toString();
        Envelope envelope = Envelope.of(COMMAND.type())
                .source("/gateway")
                .subject(id)
                .time(now)
                .tenant(id)
                .correlationId(correlationId)
                .build();
        return new Message(
                COMMAND.exchange(),
                COMMAND.routingKey(),
                envelope,
                new ErasePerson(erasure.id(), userId, erasure.pseudonym()));
    }
}
