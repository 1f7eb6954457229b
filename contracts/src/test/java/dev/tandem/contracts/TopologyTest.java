package dev.tandem.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the contracts to the broker's topology, {@code infra/rabbitmq-definitions.json}. */
class TopologyTest {
    static List<Contract> contracts() {
        return Contracts.all();
    }

    static List<Contract> commandsAndProgress() {
        return Contracts.all().stream()
                .filter(contract -> !Fact.class.isAssignableFrom(contract.payload()))
                .filter(contract -> !OperationEnd.class.isAssignableFrom(contract.payload()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void its_exchange_exists(Contract contract) {
        assertThat(Topology.all("exchanges"))
                .anySatisfy(
                        exchange -> assertThat(exchange.path("name").asText()).isEqualTo(contract.exchange()));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void some_service_listens(Contract contract) {
        assertThat(Topology.queuesOf(contract.exchange(), contract.routingKey()))
                .anyMatch(queue -> !queue.equals("events.log"));
    }

    @ParameterizedTest
    @MethodSource("commandsAndProgress")
    void commands_and_progress_have_one_receiver(Contract contract) {
        assertThat(Topology.queuesOf(contract.exchange(), contract.routingKey()))
                .hasSize(1);
    }

    /** So that a creation is not delivered once more. */
    @Test
    void the_success_of_an_operation_is_received_only_by_the_gateway_if_events_show_it() {
        assertThat(Topology.queuesOf("operations", "operation.succeeded")).containsExactly("gateway.operations");
        assertThat(Topology.queuesOf("operations", "operation.succeeded-without-events"))
                .containsExactlyInAnyOrder("gateway.operations", "notifier.events");
        assertThat(Topology.queuesOf("operations", "operation.failed"))
                .containsExactlyInAnyOrder("gateway.operations", "notifier.events");
    }

    @Test
    void no_binding_of_the_commands_exchange_waits_for_a_command_that_nobody_knows() {
        assertThat(Topology.all("bindings"))
                .filteredOn(binding -> binding.path("source").asText().equals("commands"))
                .isNotEmpty()
                .allSatisfy(binding -> assertThat(Contracts.all())
                        .anyMatch(contract ->
                                Topology.matches(binding.path("routing_key").asText(), contract.routingKey())));
    }

    @Test
    void every_queue_has_one_policy_and_those_of_consumers_are_the_ones_that_services_consume() {
        assertThat(queues())
                .allSatisfy(queue -> assertThat(policiesOf(queue))
                        .as("a queue without a policy has no dead letters, no bound, and nobody watches it: %s", queue)
                        .hasSize(1));
        assertThat(queues())
                .filteredOn(queue -> policiesOf(queue).contains("consumers"))
                .as(
                        "write each queue of TandemService into infra/rabbitmq-definitions.json, and no other that a service consumes")
                .containsExactlyInAnyOrderElementsOf(TandemService.consumedQueues());
    }

    @ParameterizedTest
    @EnumSource(TandemService.class)
    void what_failed_at_a_service_and_waited_comes_back_to_its_queues(TandemService service) {
        assertThat(service.queues())
                .allSatisfy(queue -> assertThat(Topology.all("bindings"))
                        .withFailMessage(
                                "Write a binding of delay.deliver to %s into infra/rabbitmq-definitions.json", queue)
                        .anyMatch(binding -> binding.path("source").asText().equals("delay.deliver")
                                && binding.path("destination").asText().equals(queue)
                                && binding.path("routing_key").asText().equals("#." + queue)));
    }

    /** An erasure waits for the answer of each service. */
    @ParameterizedTest
    @EnumSource(TandemService.class)
    void a_service_hears_once_whom_it_has_to_forget(TandemService service) {
        assertThat(Topology.queuesOf("operations", "person.erase"))
                .as("bind one queue of %s to person.erase in infra/rabbitmq-definitions.json", service.serviceName())
                .filteredOn(service.queues()::contains)
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TandemService.class)
    void a_service_may_read_its_queues_and_no_other_consumers(TandemService service) {
        assertThat(Topology.all("permissions"))
                .as("the permissions of a user are made by %s", Repository.GENERATE)
                .filteredOn(each -> each.path("user").asText().equals(service.serviceName()))
                .singleElement()
                .satisfies(permissions -> assertThat(TandemService.consumedQueues())
                        .filteredOn(
                                queue -> queue.matches(permissions.path("read").asText()))
                        .containsExactlyInAnyOrderElementsOf(service.queues()));
    }

    @Test
    void every_service_is_a_user_of_the_broker_and_nobody_else_is() {
        assertThat(Topology.all("users"))
                .extracting(user -> user.path("name").asText())
                .as("users are made by %s", Repository.GENERATE)
                .containsExactlyInAnyOrderElementsOf(TandemService.names());
    }

    private static List<String> queues() {
        return Topology.all("queues").stream()
                .map(queue -> queue.path("name").asText())
                .toList();
    }

    private static List<String> policiesOf(String queue) {
        return Topology.all("policies").stream()
                .filter(policy -> policy.path("apply-to").asText().matches("queues|quorum_queues|streams"))
                .filter(policy -> queue.matches(policy.path("pattern").asText()))
                .map(policy -> policy.path("name").asText())
                .toList();
    }

    /** The broker drops what reaches the limit and has nowhere to go to; where no policy sets one, it takes twenty. */
    @ParameterizedTest
    @ValueSource(strings = {"dead-letters", "unroutable"})
    void what_is_kept_is_not_dropped_however_often_it_is_returned(String queue) {
        assertThat(Topology.all("policies"))
                .filteredOn(policy -> queue.matches(policy.path("pattern").asText())
                        && policy.path("apply-to").asText().equals("queues"))
                .singleElement()
                .satisfies(policy -> assertThat(
                                policy.path("definition").path("delivery-limit").asLong())
                        .isGreaterThanOrEqualTo(1_000_000_000));
    }

    @ParameterizedTest
    @CsvSource({
        "#, project.created, true", "project.*, project.created, true", "project.*, project.task.created, false",
        "project.#, project.task.created, true", "#.created, created, true", "*.created, created, false",
        "project.create, project.created, false"
    })
    void topics_match_as_the_broker_matches_them(String pattern, String key, boolean expected) {
        assertThat(Topology.matches(pattern, key)).isEqualTo(expected);
    }
}
