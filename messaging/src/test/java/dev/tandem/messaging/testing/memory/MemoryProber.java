package dev.tandem.messaging.testing.memory;

import dev.tandem.messaging.broker.Prober;
import dev.tandem.messaging.broker.Publication;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Probes the queues of a {@link MemoryBroker}. */
final class MemoryProber implements Prober {

    /** Stands in for AMQP's property, which a {@link Publication} does not have. */
    static final String REPLY_TO = "memory-reply-to";

    private final MemoryBroker broker;
    private final String address;
    private final Context context;
    private final Handler<Long> answered;

    MemoryProber(MemoryBroker broker, String address, Context context, Handler<Long> answered) {
        this.broker = broker;
        this.address = address;
        this.context = context;
        this.answered = answered;
    }

    void answer(Publication answer) {
        if (answer.headers().get(ID) instanceof Long id) {
            context.runOnContext(v -> answered.handle(id));
        }
    }

    @Override
    public Future<Void> send(String queue, long id) {
        return broker.accept(new Publication(
                "",
                queue,
                Publication.Properties.of(CONTENT_TYPE),
                Map.of(ID, id, REPLY_TO, address),
                Buffer.buffer()));
    }

    @Override
    public Future<QueueDepth> look(String queue) {
        return broker.look(queue);
    }

    @Override
    public Future<Void> close() {
        broker.remove(address);
        return Future.succeededFuture();
    }
}
