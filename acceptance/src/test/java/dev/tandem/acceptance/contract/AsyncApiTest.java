package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.acceptance.contract.AsyncApi.Channel;
import dev.tandem.acceptance.contract.AsyncApi.Operation;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Payload;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.consume.Headers;
import dev.tandem.messaging.envelope.CloudEvents;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code infra/asyncapi.yaml} to what is written to the broker, and to the broker's topology. */
final class AsyncApiTest {

    private static final Path CONTRACTS =
            Topology.FILE.toAbsolutePath().getParent().resolveSibling("contracts");
    private static final String SCHEMAS = "../contracts/src/main/resources/schemas/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AsyncApi described = new AsyncApi();
    private final Topology topology = new Topology();

    static List<Contract> contracts() {
        return Contracts.all();
    }

    @Test
    void every_contract_is_one_channel_and_the_other_channels_are_the_brokers_own() {
        Set<String> own = Set.of(
                "events.project.created-from-template",
                "operations.operation.succeeded-without-events",
                "operations.replay.settled",
                "operations.person.erase",
                "operations.person.erased",
                "events.log",
                "events.log.marker",
                "delay",
                "delay.deliver",
                "dead-letters",
                "unroutable",
                "reports",
                "probes",
                "answers");

        assertThat(described.channels().stream().map(Channel::id).filter(id -> !own.contains(id)))
                .containsExactlyInAnyOrderElementsOf(Contracts.all().stream()
                        .map(contract -> contract.exchange() + "." + contract.routingKey())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void its_channel_has_its_exchange_its_topic_and_its_message_alone_in_each_version(Contract contract) {
        Channel channel = channelOf(contract);

        assertThat(channel.exchangeName()).isEqualTo(contract.exchange());
        assertThat(channel.address()).isEqualTo(contract.routingKey());
        assertThat(channel.messages())
                .extracting(message -> message.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(Contracts.all().stream()
                        .filter(version -> version.routingKey().equals(contract.routingKey()))
                        .map(Contract::type)
                        .toList());
        JsonNode message = messageOf(contract);
        assertThat(message.path("title").asText()).isEqualTo(contract.payload().getSimpleName());
        JsonNode members = message.at("/payload/allOf/1/properties");
        assertThat(members.at("/type/const").asText()).isEqualTo(contract.type());
        assertThat(members.at("/data/$ref").asText()).isEqualTo(SCHEMAS + contract.type() + ".json");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void what_is_written_to_the_broker_is_what_is_described(Contract contract) throws IOException {
        JsonNode message = messageOf(contract);
        Payload payload = Contracts.read(contract.type(), golden(contract));

        for (Envelope envelope : List.of(full(contract.type()), sparse(contract.type()))) {
            ObjectNode written = (ObjectNode)
                    JSON.readTree(CloudEvents.write(envelope, payload).getBytes());
            assertThat(described.payload(message).validate(written)).isEmpty();

            written.set("data", JSON.createObjectNode());
            assertThat(described.payload(message).validate(written))
                    .as("without data")
                    .isNotEmpty();
        }
    }

    @Test
    void every_attribute_of_an_envelope_is_described() throws IOException {
        JsonNode written = JSON.readTree(CloudEvents.write(full("dev.tandem.some.thing.v1"), JSON.createObjectNode())
                .getBytes());

        assertThat(described.at("/components/schemas/Envelope/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(written::fieldNames);
    }

    @Test
    void every_header_of_a_failure_is_described() {
        assertThat(described.at("/components/schemas/FailureHeaders/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Headers.class.getFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .map(AsyncApiTest::text)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void it_is_received_by_the_queues_that_are_bound_to_it_and_by_no_others(Contract contract) {
        Set<String> bound = new TreeSet<>(topology.queuesOf(contract.exchange(), contract.routingKey()));
        bound.remove("events.log");

        assertThat(receivers(channelOf(contract))).containsExactlyInAnyOrderElementsOf(bound);
    }

    @Test
    void the_log_has_every_event_and_nothing_else() {
        Channel log = channel("events.log");

        assertThat(log.messages())
                .extracting(message -> message.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(Contracts.all().stream()
                        .filter(contract -> topology.queuesOf(contract.exchange(), contract.routingKey())
                                .contains("events.log"))
                        .map(Contract::type)
                        .toList());
        assertThat(log.written().at("/bindings/amqp/queue/name").asText()).isEqualTo("events.log");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void it_is_sent_by_one_service_and_wishes_are_the_gateways(Contract contract) {
        List<String> senders = described.operations().stream()
                .filter(operation -> !operation.receives())
                .filter(operation ->
                        operation.channel().id().equals(channelOf(contract).id()))
                .map(Operation::service)
                .toList();

        assertThat(senders).hasSize(1);
        assertThat(Command.class.isAssignableFrom(contract.payload())).isEqualTo(senders.contains("gateway"));
    }

    @Test
    void every_exchange_of_the_broker_is_that_of_a_channel() {
        Set<String> levels = new TreeSet<>();
        channel("delay").written().path("x-levels").forEach(level -> levels.add(level.asText()));
        Set<String> exchanges = described.channels().stream()
                .map(Channel::exchangeName)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        exchanges.addAll(levels);

        assertThat(exchanges)
                .containsExactlyInAnyOrderElementsOf(topology.exchanges().stream()
                        .map(exchange -> exchange.path("name").asText())
                        .toList());
        for (JsonNode exchange : topology.exchanges()) {
            assertThat(described.channels())
                    .filteredOn(channel ->
                            channel.exchangeName().equals(exchange.path("name").asText()))
                    .allSatisfy(channel -> {
                        assertThat(channel.exchange().path("type")).isEqualTo(exchange.path("type"));
                        assertThat(channel.exchange().path("durable")).isEqualTo(exchange.path("durable"));
                    });
        }
    }

    @Test
    void every_queue_of_the_broker_is_received_from_by_the_service_that_it_is_named_after() {
        Set<String> levels = new TreeSet<>();
        channel("delay").written().path("x-levels").forEach(level -> levels.add(level.asText()));
        Set<String> received = new TreeSet<>();
        for (Operation operation : described.operations()) {
            assertThat(operation.receives())
                    .as(operation.id())
                    .isEqualTo(!operation.queue().isEmpty());
            if (operation.receives() && !operation.queue().contains("{")) {
                received.add(operation.queue());
            }
            if (!Set.of("events.log", "unroutable").contains(operation.queue())) {
                assertThat(operation.queue() + ".").as(operation.id()).matches("|[.]|" + operation.service() + "[.].*");
            }
        }
        received.addAll(levels);

        assertThat(received).containsExactlyInAnyOrderElementsOf(topology.queues());
    }

    private Set<String> receivers(Channel channel) {
        return described.operations().stream()
                .filter(Operation::receives)
                .filter(operation -> operation.channel().id().equals(channel.id()))
                .map(Operation::queue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private JsonNode messageOf(Contract contract) {
        return channelOf(contract).messages().stream()
                .filter(message -> message.path("name").asText().equals(contract.type()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no message " + contract.type()));
    }

    private Channel channelOf(Contract contract) {
        return channel(contract.exchange() + "." + contract.routingKey());
    }

    private Channel channel(String id) {
        return described.channels().stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no channel " + id));
    }

    private static Envelope full(String type) {
        return Envelope.of(type)
                .id(UUID.randomUUID())
                .source("/project-service")
                .subject(UUID.randomUUID().toString())
                .time(Instant.parse("2026-11-21T09:45:00.000021Z"))
                .tenant(UUID.randomUUID().toString())
                .actor("alice")
                .correlationId("a1b2")
                .causationId(UUID.randomUUID().toString())
                .operationId(UUID.randomUUID().toString())
                .sequence(7)
                .trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1")
                .build();
    }

    private static Envelope sparse(String type) {
        Envelope full = full(type);
        return Envelope.of(type)
                .id(full.id())
                .source(full.source())
                .subject(full.subject())
                .time(full.time())
                .tenant(full.tenant())
                .correlationId(full.correlationId())
                .build();
    }

    private static JsonNode golden(Contract contract) throws IOException {
        return JSON.readTree(CONTRACTS
                .resolve("src/test/resources/golden/" + contract.type() + ".json")
                .toFile());
    }

    private static String text(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
