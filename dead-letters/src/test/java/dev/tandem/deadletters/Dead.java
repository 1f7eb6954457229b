package dev.tandem.deadletters;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.Payload;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A failed message as the messaging kit publishes it. */
record Dead(String exchange, String routingKey, String contentType, Buffer body, Map<String, Object> headers) {

    static final String QUEUE = "notifier.events";
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    /** An event of the workspace, given up by {@link #QUEUE}. */
    static Dead event(UUID tenant) {
        return of(eventOf(tenant, "Apollo", null));
    }

    /** A command of an operation, given up by project-service. */
    static Dead command(UUID tenant, UUID operation) {
        CreateProject command = new CreateProject(anId(), tenant, "Apollo", null, null, null);
        return of(write(command, tenant, operation.toString(), anId())).from("project-service.commands");
    }

    static Dead of(Buffer body) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("tandem-origin", QUEUE);
        headers.put("tandem-reason", "exhausted");
        headers.put("tandem-error", "IllegalStateException: no mail for 42");
        headers.put("tandem-error-type", "java.lang.IllegalStateException");
        headers.put("tandem-error-frames", "Mail.send\nNotifier.apply");
        headers.put("tandem-attempt", 6L);
        headers.put("tandem-first-failure", "2026-11-20T10:00:00Z");
        headers.put("tandem-attempts", "[{\"at\":\"2026-11-20T10:00:00Z\",\"error\":\"no mail\"}]");
        headers.put("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
        return new Dead("dead-letters", QUEUE, CloudEvents.SINGLE, body, headers);
    }

    static Buffer eventOf(UUID tenant, String name, @Nullable UUID eventId) {
        Person anna = new Person("anna", "anna@example.com", "Anna");
        ProjectCreated fact = new ProjectCreated(anId(), tenant, name, "anna", anna, null, 1);
        return write(fact, tenant, null, eventId == null ? anId() : eventId);
    }

    private static Buffer write(Payload payload, UUID tenant, @Nullable String operation, UUID eventId) {
        Envelope envelope = Envelope.of(Contracts.of(payload).type())
                .id(eventId)
                .source("/project-service")
                .subject(tenant.toString())
                .time(Instant.now())
                .tenant(tenant.toString())
                .actor("anna")
                .correlationId("correlation-" + tenant)
                .operationId(operation)
                .sequence(1)
                .build();
        return CloudEvents.write(envelope, payload);
    }

    Dead from(String queue) {
        return new Dead(exchange, queue, contentType, body, headers).with("tandem-origin", queue);
    }

    Dead with(String header, Object value) {
        Map<String, Object> more = new HashMap<>(headers);
        more.put(header, value);
        return new Dead(exchange, routingKey, contentType, body, more);
    }

    /** Returns the message without the kit's headers, as the broker or a stranger would publish it. */
    Dead bare() {
        return new Dead(exchange, routingKey, contentType, body, Map.of());
    }

    Dead to(String otherExchange, String key) {
        return new Dead(otherExchange, key, contentType, body, headers);
    }

    Dead as(String otherType, Buffer otherBody) {
        return new Dead(exchange, routingKey, otherType, otherBody, headers);
    }

    /** Returns the same event, dead-lettered again under the claim. */
    Dead again(UUID claim) {
        return with("tandem-replay", claim.toString()).with("tandem-error", "still no mail");
    }

    UUID eventId() {
        return ((CloudEvents.Entry.Readable)
                        CloudEvents.read(CloudEvents.SINGLE, body).get(0))
                .envelope()
                .id();
    }

    Publication publication() {
        return new Publication(exchange, routingKey, Publication.Properties.of(contentType), headers, body);
    }

    static UUID anId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** Makes the id of an event that is that many days old. */
    static UUID anIdOf(long daysAgo) {
        long millis = Instant.now().minusSeconds(daysAgo * 86_400).toEpochMilli();
        UUID fresh = anId();
        return new UUID((millis << 16) | (fresh.getMostSignificantBits() & 0xFFFF), fresh.getLeastSignificantBits());
    }

    static Buffer packed(List<Buffer> events) {
        return CloudEvents.pack(events);
    }
}
