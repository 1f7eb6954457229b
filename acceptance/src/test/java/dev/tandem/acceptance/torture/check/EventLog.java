package dev.tandem.acceptance.torture.check;

import com.rabbitmq.client.DeliverCallback;
import dev.tandem.acceptance.torture.check.Rabbit.Copy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the stream {@code events.log}, each time from where the last reading ended. A published event is in it at least
 * once; copies have the same id.
 */
public final class EventLog {

    private static final String STREAM = "events.log";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final int KEPT_COPIES = 400;

    private final Rabbit rabbit;
    private final AtomicLong next = new AtomicLong();
    private final Map<String, Map<String, Fact>> facts = new ConcurrentHashMap<>();
    private final List<Copy> latest = new ArrayList<>();

    public EventLog(Rabbit rabbit) {
        this.rabbit = rabbit;
    }

    /** Reads up to the present end, which is marked by a message of ours. */
    public synchronized void readOn() {
        String end = UUID.randomUUID().toString();
        rabbit.publish(List.of(Copy.of("events", "torture.end", "text/plain", end)));
        rabbit.with(channel -> {
            CountDownLatch reached = new CountDownLatch(1);
            channel.basicQos(200);
            DeliverCallback read = (tag, delivery) -> {
                if (reached.getCount() == 0) {
                    return;
                }
                Map<String, Object> headers = delivery.getProperties().getHeaders();
                long offset = ((Number) headers.get("x-stream-offset")).longValue();
                if (offset >= next.get()) {
                    next.set(offset + 1);
                    enter(new Copy(
                            "events",
                            delivery.getEnvelope().getRoutingKey(),
                            String.valueOf(delivery.getProperties().getContentType()),
                            delivery.getBody()));
                }
                channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                if (Buffer.buffer(delivery.getBody()).toString().equals(end)) {
                    reached.countDown();
                }
            };
            channel.basicConsume(STREAM, false, Map.of("x-stream-offset", next.get()), read, tag -> {});
            if (!reached.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The end of " + STREAM + " was not reached");
            }
            return null;
        });
    }

    /** What is in it of a workspace; an event that is there twice is one. */
    public List<Fact> of(String workspace) {
        return List.copyOf(facts.getOrDefault(workspace, Map.of()).values());
    }

    /** The latest messages as they were published, oldest first. */
    public synchronized List<Copy> latest() {
        return List.copyOf(latest);
    }

    private void enter(Copy message) {
        if (!message.contentType().contains("cloudevents")) {
            return;
        }
        latest.add(message);
        if (latest.size() > KEPT_COPIES) {
            latest.remove(0);
        }
        Buffer body = Buffer.buffer(message.body());
        for (Object event :
                message.contentType().equals(BATCH) ? new JsonArray(body) : new JsonArray().add(new JsonObject(body))) {
            Fact fact = Fact.of((JsonObject) event);
            facts.computeIfAbsent(fact.workspace(), workspace -> new ConcurrentHashMap<>())
                    .put(fact.id(), fact);
        }
    }
}
