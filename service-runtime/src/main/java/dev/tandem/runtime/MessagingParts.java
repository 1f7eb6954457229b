package dev.tandem.runtime;

import dev.tandem.kit.Platform;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.RetryNotice;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.messaging.wiring.Instruments;
import dev.tandem.messaging.wiring.Messaging;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Assembles the messaging of one service: its consumers, and its health checks. */
final class MessagingParts {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);

    private record Consumption(String queue, PayloadReader reader, MessageHandler handler, RetryNotice notice) {}

    private final List<Consumption> consumptions = new ArrayList<>();
    private final Set<String> queues = new HashSet<>();
    private final Map<String, AwaitedEvents> awaited = new HashMap<>();
    private PersonalData personalData = PersonalData.NONE;

    void keepOfPeople(PersonalData data) {
        personalData = personalData.and(data);
    }

    void consume(String queue, PayloadReader reader, MessageHandler handler, RetryNotice notice) {
        consumptions.add(new Consumption(queue, reader, handler, notice));
        need(queue);
    }

    /** Wakes those who wait for events of the queue once its consumer has processed them. */
    void await(String queue, AwaitedEvents events) {
        awaited.put(queue, events);
    }

    /** Requires a queue to exist. */
    void need(String queue) {
        queues.add(queue);
    }

    Future<Messaging> start(Broker broker, Platform platform, ServiceSettings settings, Shutdown shutdown) {
        return Messaging.start(
                        platform.vertx(),
                        broker,
                        Databases.connecting(platform.vertx(), settings.database(), broker.service() + "-messaging"),
                        queues,
                        new Instruments(platform.openTelemetry(), platform.meters(), Clock.systemUTC()),
                        Tuning.DEFAULT)
                .compose(messaging -> {
                    shutdown.step("relay", STOPS_WITHIN, messaging::stop)
                            .step("consumers", STOPS_WITHIN, messaging::stopConsuming);
                    platform.health()
                            .watch("broker", () -> publishing(messaging))
                            .watch("clock", () -> Status.downIf(messaging.wrongClock()))
                            .watch("handling", () -> Status.degradedIf(messaging.failing()))
                            .watch("consumers", () -> consuming(messaging));
                    messaging.registerPersonalData(broker.service(), personalData);
                    return consume(messaging, settings).map(messaging);
                });
    }

    private Future<Void> consume(Messaging messaging, ServiceSettings settings) {
        Future<Void> consumed = Future.succeededFuture();
        for (Consumption each : consumptions) {
            consumed = consumed.compose(before ->
                    messaging.consume(each.queue, each.reader, settings.retries(), handler(each), each.notice));
        }
        return consumed;
    }

    private MessageHandler handler(Consumption consumption) {
        AwaitedEvents events = awaited.get(consumption.queue);
        return events == null ? consumption.handler : new AwaitedHandler(consumption.handler, events);
    }

    private static Status publishing(Messaging messaging) {
        return switch (messaging.publishing()) {
            case READY -> Status.up();
            case BLOCKED -> Status.degraded("the broker takes no messages at present; they wait in the outbox");
            case DISCONNECTED -> Status.degraded("the broker is away; messages wait in the outbox");
        };
    }

    private static Status consuming(Messaging messaging) {
        return messaging.consuming()
                ? Status.up()
                : Status.degraded("messages are not consumed at present; they wait in the broker");
    }
}
