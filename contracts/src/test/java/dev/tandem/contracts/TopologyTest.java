package dev.tandem.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the contracts to the broker's topology, {@code infra/rabbitmq-definitions.json}. */
class TopologyTest {
    private static final JsonNode DEFINITIONS = definitions();

    static List<Contract> contracts() {
        return Contracts.all();
    }

    static List<Contract> commandsAndOperationEnds() {
        return Contracts.all().stream()
                .filter(contract -> !Fact.class.isAssignableFrom(contract.payload()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void its_exchange_exists(Contract contract) {
        assertThat(DEFINITIONS.path("exchanges"))
                .anySatisfy(
                        exchange -> assertThat(exchange.path("name").asText()).isEqualTo(contract.exchange()));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void some_service_listens(Contract contract) {
        assertThat(queuesOf(contract)).anyMatch(queue -> !queue.equals("events.log"));
    }

    @ParameterizedTest
    @MethodSource("commandsAndOperationEnds")
    void commands_and_ends_of_operations_have_one_receiver(Contract contract) {
        assertThat(queuesOf(contract)).hasSize(1);
    }

    @Test
    void no_binding_of_the_commands_exchange_waits_for_a_command_that_nobody_knows() {
        assertThat(bindings())
                .filteredOn(binding -> binding.path("source").asText().equals("commands"))
                .isNotEmpty()
                .allSatisfy(binding -> assertThat(Contracts.all())
                        .anyMatch(
                                contract -> matches(binding.path("routing_key").asText(), contract.routingKey())));
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
                .allSatisfy(queue -> assertThat(bindings())
                        .withFailMessage(
                                "Write a binding of delay.deliver to %s into infra/rabbitmq-definitions.json", queue)
                        .anyMatch(binding -> binding.path("source").asText().equals("delay.deliver")
                                && binding.path("destination").asText().equals(queue)
                                && binding.path("routing_key").asText().equals("#." + queue)));
    }

    @ParameterizedTest
    @EnumSource(TandemService.class)
    void a_service_may_read_its_queues_and_no_other_consumers(TandemService service) {
        assertThat(nodes("permissions"))
                .as("the permissions of a user are made by %s", ServiceListTest.COMMAND)
                .filteredOn(each -> each.path("user").asText().equals(service.serviceName()))
                .singleElement()
                .satisfies(permissions -> assertThat(TandemService.consumedQueues())
                        .filteredOn(
                                queue -> queue.matches(permissions.path("read").asText()))
                        .containsExactlyInAnyOrderElementsOf(service.queues()));
    }

    @Test
    void every_service_is_a_user_of_the_broker_and_nobody_else_is() {
        assertThat(nodes("users"))
                .extracting(user -> user.path("name").asText())
                .as("users are made by %s", ServiceListTest.COMMAND)
                .containsExactlyInAnyOrderElementsOf(TandemService.names());
    }

    private static List<String> queues() {
        return nodes("queues").stream()
                .map(queue -> queue.path("name").asText())
                .toList();
    }

    private static List<String> policiesOf(String queue) {
        return nodes("policies").stream()
                .filter(policy -> policy.path("apply-to").asText().matches("queues|quorum_queues|streams"))
                .filter(policy -> queue.matches(policy.path("pattern").asText()))
                .map(policy -> policy.path("name").asText())
                .toList();
    }

    private static List<JsonNode> nodes(String list) {
        return StreamSupport.stream(DEFINITIONS.path(list).spliterator(), false).toList();
    }

    /** The broker drops what reaches the limit and has nowhere to go to; where no policy sets one, it takes twenty. */
    @ParameterizedTest
    @ValueSource(strings = {"dead-letters", "unroutable"})
    void what_is_kept_is_not_dropped_however_often_it_is_returned(String queue) {
        assertThat(DEFINITIONS.path("policies"))
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
        assertThat(matches(pattern, key)).isEqualTo(expected);
    }

    private static List<String> queuesOf(Contract contract) {
        return bindings().stream()
                .filter(binding -> binding.path("source").asText().equals(contract.exchange()))
                .filter(binding -> binding.path("destination_type").asText().equals("queue"))
                .filter(binding -> matches(binding.path("routing_key").asText(), contract.routingKey()))
                .map(binding -> binding.path("destination").asText())
                .toList();
    }

    private static List<JsonNode> bindings() {
        return nodes("bindings");
    }

    private static boolean matches(String pattern, String key) {
        return matches(List.of(pattern.split("\\.")), List.of(key.split("\\.")));
    }

    private static boolean matches(List<String> pattern, List<String> key) {
        if (pattern.isEmpty()) {
            return key.isEmpty();
        }
        String word = pattern.get(0);
        List<String> rest = pattern.subList(1, pattern.size());
        if (word.equals("#")) {
            return matches(rest, key) || (!key.isEmpty() && matches(pattern, key.subList(1, key.size())));
        }
        return !key.isEmpty()
                && (word.equals("*") || word.equals(key.get(0)))
                && matches(rest, key.subList(1, key.size()));
    }

    private static JsonNode definitions() {
        String path = Objects.requireNonNull(System.getProperty("tandem.definitions"), "tandem.definitions");
        try {
            return Contracts.mapper().readTree(new File(path));
        } catch (IOException unreadable) {
            throw new ExceptionInInitializerError(unreadable);
        }
    }
}
