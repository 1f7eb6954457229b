package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.acceptance.contract.AsyncApi.Channel;
import dev.tandem.acceptance.contract.AsyncApi.Operation;
import dev.tandem.messaging.consume.DelayLadder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each service has a user of the broker, who may do what {@code infra/asyncapi.yaml} says that the service does. */
final class PermissionsTest {

    private static final String DELAY = "0.0.0.0.0.0.0.0.0.1.0.1.";

    private static final AsyncApi DESCRIBED = new AsyncApi();
    private static final Topology TOPOLOGY = new Topology();

    static Set<String> services() {
        return DESCRIBED.operations().stream().map(Operation::service).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_service_has_a_user_without_a_password_and_without_privileges() {
        assertThat(TOPOLOGY.users())
                .extracting(user -> user.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(services());
        assertThat(TOPOLOGY.users()).allSatisfy(user -> {
            assertThat(user.fieldNames()).toIterable().containsExactlyInAnyOrder("name", "tags");
            assertThat(user.path("tags").asText()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_publishes_what_it_sends_and_nothing_else(String service) {
        Set<Sent> described = sentBy(service);
        boolean sendsAgain = service.equals(sendsAgain());

        assertThat(described)
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(may(service, sent)).isTrue());
        assertThat(everything())
                .filteredOn(sent -> !described.contains(sent) && !(sendsAgain && sent.canComeBack()))
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(may(service, sent)).isFalse());
    }

    @Test
    void who_sends_again_what_came_to_nobody_may_publish_to_every_exchange_that_it_can_have_come_from() {
        assertThat(everything())
                .filteredOn(Sent::canComeBack)
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(may(sendsAgain(), sent)).isTrue());
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_reads_its_own_queues_and_no_others(String service) {
        Permissions user = new Permissions(TOPOLOGY, service);
        Set<String> own = DESCRIBED.operations().stream()
                .filter(operation -> operation.receives() && operation.service().equals(service))
                .map(Operation::queue)
                .collect(Collectors.toSet());
        Set<String> all = new TreeSet<>(TOPOLOGY.queues());
        all.addAll(own);

        assertThat(all).allSatisfy(queue -> assertThat(user.reads(queue)).isEqualTo(own.contains(queue)));
    }

    /** As it does while it warms up. */
    @ParameterizedTest
    @MethodSource("services")
    void a_service_reaches_its_own_queues_at_once_and_those_of_no_other(String service) {
        Set<String> own = consumed(service).collect(Collectors.toSet());

        assertThat(services().stream().flatMap(PermissionsTest::consumed))
                .isNotEmpty()
                .allSatisfy(queue -> {
                    DelayLadder.Rung straight = DelayLadder.atOnce(queue);
                    assertThat(may(service, new Sent(straight.exchange(), straight.routingKey())))
                            .isEqualTo(own.contains(queue) || service.equals(sendsAgain()));
                });
    }

    @ParameterizedTest
    @MethodSource("services")
    void nobody_declares_or_deletes_anything_of_the_topology(String service) {
        Permissions user = new Permissions(TOPOLOGY, service);

        assertThat(names()).allSatisfy(name -> assertThat(user.configures(name)).isFalse());
    }

    /** A publication by its exchange, {@code amq.default} being the broker's name for the one without, and its key. */
    private record Sent(String exchange, String key) {

        /** Whether it can have come to nobody, and be sent again. */
        boolean canComeBack() {
            return !exchange.equals("unroutable") && !exchange.equals("nowhere");
        }
    }

    private static boolean may(String service, Sent sent) {
        return new Permissions(TOPOLOGY, service).publishes(sent.exchange(), sent.key());
    }

    /** Of all services, and what none may send. */
    private static Set<Sent> everything() {
        Set<Sent> all = services().stream()
                .flatMap(service -> sentBy(service).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        all.add(new Sent("unroutable", "project.create"));
        all.add(new Sent("nowhere", "project.create"));
        return all;
    }

    private static Set<Sent> sentBy(String service) {
        return DESCRIBED.operations().stream()
                .filter(operation ->
                        !operation.receives() && operation.service().equals(service))
                .flatMap(operation -> exchanges(operation.channel()).stream()
                        .flatMap(exchange -> keys(operation).map(key -> new Sent(exchange, key))))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> exchanges(Channel channel) {
        JsonNode levels = channel.written().path("x-levels");
        if (!levels.isMissingNode()) {
            return Stream.iterate(0, at -> at + 1)
                    .limit(levels.size())
                    .map(at -> levels.get(at).asText())
                    .toList();
        }
        String written = channel.written().path("x-exchange").asText();
        return List.of(written.isEmpty() ? channel.exchangeName() : written);
    }

    /** The address, with whatever stands for its parameters: a service sends its own copies on, and replays those of all. */
    private static Stream<String> keys(Operation operation) {
        boolean ofAll =
                Set.of("probes", "delay.deliver").contains(operation.channel().id());
        return switch (operation.channel().address()) {
            case "{bits}.{queue}" -> consumed(operation.service()).map(queue -> DELAY + queue);
            case "{queue}" ->
                ofAll ? services().stream().flatMap(PermissionsTest::consumed) : consumed(operation.service());
            case "{service}" -> Stream.of(operation.service());
            case "{asker}" -> Stream.of("dead-letters.answers.1");
            default -> Stream.of(operation.channel().address());
        };
    }

    /** The queues of a service whose messages come again. */
    private static Stream<String> consumed(String service) {
        return DESCRIBED.operations().stream()
                .filter(Operation::receives)
                .filter(operation -> operation.service().equals(service))
                .filter(operation -> operation.channel().id().equals("delay.deliver"))
                .map(Operation::queue);
    }

    private static String sendsAgain() {
        return DESCRIBED.at("/channels/unroutable/x-sent-again-by").asText();
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(TOPOLOGY.queues());
        TOPOLOGY.exchanges().forEach(exchange -> names.add(exchange.path("name").asText()));
        return names;
    }
}
