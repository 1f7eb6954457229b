package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.acceptance.contract.Traffic.Sent;
import dev.tandem.messaging.consume.DelayLadder;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each service has a user of the broker, who may do what {@code infra/asyncapi.yaml} says that the service does. */
final class PermissionsTest {

    private static final Traffic TRAFFIC = new Traffic(new AsyncApi());
    private static final Topology TOPOLOGY = new Topology();

    static Set<String> services() {
        return TRAFFIC.services();
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
        Set<Sent> described = TRAFFIC.sentBy(service);
        boolean sendsAgain = service.equals(TRAFFIC.sendsAgain());

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
                .allSatisfy(sent -> assertThat(may(TRAFFIC.sendsAgain(), sent)).isTrue());
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_reads_its_own_queues_and_no_others(String service) {
        Permissions user = new Permissions(TOPOLOGY, service);
        Set<String> own = TRAFFIC.readBy(service);
        Set<String> all = new TreeSet<>(TOPOLOGY.queues());
        all.addAll(own);

        assertThat(all).allSatisfy(queue -> assertThat(user.reads(queue)).isEqualTo(own.contains(queue)));
    }

    /** As it does while it warms up. */
    @ParameterizedTest
    @MethodSource("services")
    void a_service_reaches_its_own_queues_at_once_and_those_of_no_other(String service) {
        Set<String> own = TRAFFIC.consumedBy(service).collect(Collectors.toSet());

        assertThat(services().stream().flatMap(TRAFFIC::consumedBy))
                .isNotEmpty()
                .allSatisfy(queue -> {
                    DelayLadder.Rung straight = DelayLadder.atOnce(queue);
                    assertThat(may(service, new Sent(straight.exchange(), straight.routingKey())))
                            .isEqualTo(own.contains(queue) || service.equals(TRAFFIC.sendsAgain()));
                });
    }

    @ParameterizedTest
    @MethodSource("services")
    void nobody_declares_or_deletes_anything_of_the_topology(String service) {
        Permissions user = new Permissions(TOPOLOGY, service);

        assertThat(names()).allSatisfy(name -> assertThat(user.configures(name)).isFalse());
    }

    private static boolean may(String service, Sent sent) {
        return new Permissions(TOPOLOGY, service).publishes(sent.exchange(), sent.key());
    }

    /** Of all services, and what none may send. */
    private static Set<Sent> everything() {
        Set<Sent> all = services().stream()
                .flatMap(service -> TRAFFIC.sentBy(service).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        all.add(new Sent("unroutable", "project.create"));
        all.add(new Sent("nowhere", "project.create"));
        return all;
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(TOPOLOGY.queues());
        TOPOLOGY.exchanges().forEach(exchange -> names.add(exchange.path("name").asText()));
        return names;
    }
}
