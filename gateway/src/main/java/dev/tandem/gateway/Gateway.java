package dev.tandem.gateway;

import dev.tandem.contracts.TandemService;
import dev.tandem.gateway.accept.IdempotencyKeyStore;
import dev.tandem.gateway.erasure.ErasureAnswers;
import dev.tandem.gateway.operation.OperationProjection;
import dev.tandem.gateway.operation.OperationStore;
import dev.tandem.gateway.ticket.TicketStore;
import dev.tandem.kit.Platform;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.runtime.Service;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;

/** Assembles and starts the gateway. */
public final class Gateway {

    public static final String NAME = TandemService.GATEWAY.serviceName();

    private Gateway() {}

    /** Succeeds once the service is ready; see {@link Service#start}. */
    public static Future<Service> start(Platform platform, GatewayConfig config, Shutdown shutdown) {
        Service service = Service.named(NAME, platform, config.settings(), shutdown);
        Pool pool = service.pool();
        Hints hints = service.hints("who waits is answered late");
        Live live = Live.on(platform, config, hints, pool, shutdown);
        OperationProjection operations = new OperationProjection(hints, live.outstanding()::settled);
        return service.consumes(
                        OperationProjection.QUEUE,
                        ErasureAnswers::read,
                        new ErasureAnswers(operations, Clock.systemUTC()))
                .keepsOfPeople(ErasureAnswers.PERSONAL_DATA)
                .warmsUpBy((stage, messaging) -> HotPaths.on(stage, config, messaging))
                .servesBy(messaging -> PublicApi.router(
                        platform,
                        config,
                        service.verifier(),
                        pool,
                        messaging.transactor(pool),
                        messaging.tombstones(),
                        messaging.clock(),
                        live))
                .lettingGoBy(live::letGo)
                .retains(List.of(OperationStore.RETENTION, IdempotencyKeyStore.RETENTION, TicketStore.RETENTION))
                .start();
    }
}
