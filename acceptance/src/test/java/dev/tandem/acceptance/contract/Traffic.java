package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.acceptance.contract.AsyncApi.Channel;
import dev.tandem.acceptance.contract.AsyncApi.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The exchanges to which each service publishes and the queues from which it receives, as {@code infra/asyncapi.yaml}
 * describes them.
 */
record Traffic(AsyncApi described) {

    /** Bits of a delay, which stand before the queue in a key. */
    static final String DELAY = "0.0.0.0.0.0.0.0.0.1.0.1.";

    /** A publication by its exchange, {@code amq.default} being the broker's name for the one without, and its key. */
    record Sent(String exchange, String key) {

        /** Whether it can have come to nobody, and be sent again. */
        boolean canComeBack() {
            return !exchange.equals("unroutable") && !exchange.equals("nowhere");
        }
    }

    Set<String> services() {
        return described.operations().stream().map(Operation::service).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The service that sends again what came to nobody. */
    String sendsAgain() {
        return described.at("/channels/unroutable/x-sent-again-by").asText();
    }

    Set<Sent> sentBy(String service) {
        return operations(service)
                .filter(operation -> !operation.receives())
                .flatMap(operation -> exchanges(operation.channel()).stream()
                        .flatMap(exchange -> keys(operation).map(key -> new Sent(exchange, key))))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The queues from which a service reads. */
    Set<String> readBy(String service) {
        return operations(service)
                .filter(Operation::receives)
                .map(Operation::queue)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The queues of a service whose messages come again. */
    Stream<String> consumedBy(String service) {
        return operations(service)
                .filter(Operation::receives)
                .filter(operation -> operation.channel().id().equals("delay.deliver"))
                .map(Operation::queue);
    }

    private Stream<Operation> operations(String service) {
        return described.operations().stream()
                .filter(operation -> operation.service().equals(service));
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
    private Stream<String> keys(Operation operation) {
        boolean ofAll =
                Set.of("probes", "delay.deliver").contains(operation.channel().id());
        return switch (operation.channel().address()) {
            case "{bits}.{queue}" -> consumedBy(operation.service()).map(queue -> DELAY + queue);
            case "{queue}" -> ofAll ? services().stream().flatMap(this::consumedBy) : consumedBy(operation.service());
            case "{service}" -> Stream.of(operation.service());
            case "{asker}" -> Stream.of("dead-letters.answers.1");
            default -> Stream.of(operation.channel().address());
        };
    }
}
