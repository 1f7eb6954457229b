package dev.tandem.acceptance.torture.fault;

import com.rabbitmq.client.GetResponse;
import dev.tandem.acceptance.torture.check.Poison;
import dev.tandem.acceptance.torture.check.Quiescence;
import dev.tandem.acceptance.torture.check.Rabbit.Copy;
import dev.tandem.acceptance.torture.system.Pause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Faults of messages: duplicates, another order, refused or blocked publishing, a missing queue, and poison. */
final class MessageFaults {

    private static final List<String> EVENTS = List.of("activity-feed.events", "notifier.events");
    private static final List<String> QUEUES = List.of(
            "activity-feed.events",
            "notifier.events",
            "project-service.commands",
            "gateway.operations",
            "dead-letters.replays");

    /** Where what is published while the queue is missing is unroutable: nothing else is bound there. */
    private static final List<String> DELETABLE = List.of("project-service.commands", "gateway.operations");

    private static final Duration QUIET_WITHIN = Duration.ofSeconds(30);

    private MessageFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("memory-alarm", Fault.BROKER, (target, random, length) -> {
                    target.system().broker().blockPublishers();
                    Pause.of(length);
                    target.system().broker().unblockPublishers();
                }),
                Fault.of("refuse-messages", Fault.BROKER, (target, random, length) -> {
                    target.system().broker().refuseMessages(QUEUES.get(random.nextInt(QUEUES.size())));
                    Pause.of(length);
                    target.system().broker().acceptMessages();
                }),
                new Fault("delete-queue", everything(), Fault.SECONDS, MessageFaults::deleteQueue),
                Fault.of("duplicates", Fault.BROKER, MessageFaults::duplicate),
                Fault.of("reorder", Fault.BROKER, MessageFaults::reorder),
                Fault.of(
                        "poison",
                        Fault.BROKER,
                        (target, random, length) ->
                                Poison.lay(target.rabbit(), UUID.randomUUID().toString())));
    }

    private static Set<String> everything() {
        Set<String> everything = new HashSet<>();
        ProcessFaults.all().forEach(fault -> everything.addAll(fault.touches()));
        ConnectionFaults.all().forEach(fault -> everything.addAll(fault.touches()));
        return everything;
    }

    /**
     * Deletes a queue while it is empty, for a queue takes what is in it with it. What is published until it is there again
     * is unroutable and kept, and is published again as an operator would.
     */
    private static void deleteQueue(Fault.Target target, Random random, Duration length) {
        String queue = DELETABLE.get(random.nextInt(DELETABLE.size()));
        target.load().rest();
        Quiescence quiet = new Quiescence(target.system().postgres(), target.rabbit(), QUEUES);
        if (Pause.until(quiet::now, Duration.ofMillis(200), QUIET_WITHIN)) {
            target.rabbit().delete(queue);
        }
        target.load().goOn();
        Pause.of(length);
        target.system().broker().restoreDefinitions();
        target.letters().mendedRouting();
    }

    /** Publishes what was published before once more, to every consumer of events, in any order. */
    private static void duplicate(Fault.Target target, Random random, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            target.log().readOn();
            List<Copy> copies = new ArrayList<>();
            for (Copy message : target.log().latest()) {
                if (message.routingKey().matches("(workspace|member|project|section|task|comment)\\..*")) {
                    copies.add(message.to(EVENTS.get(random.nextInt(EVENTS.size()))));
                }
            }
            Collections.shuffle(copies, random);
            target.rabbit().publish(copies);
            Pause.of(Duration.ofMillis(500));
        }
    }

    /** Takes messages before their consumer does and gives them back in the opposite order. */
    private static void reorder(Fault.Target target, Random random, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            String queue = QUEUES.get(random.nextInt(QUEUES.size()));
            target.rabbit().with(channel -> {
                Deque<GetResponse> taken = new ArrayDeque<>();
                GetResponse next = channel.basicGet(queue, false);
                while (next != null && taken.size() < 40) {
                    taken.push(next);
                    next = channel.basicGet(queue, false);
                }
                channel.confirmSelect();
                for (GetResponse message : taken) {
                    channel.basicPublish("", queue, message.getProps(), message.getBody());
                }
                channel.waitForConfirmsOrDie(10_000);
                for (GetResponse message : taken) {
                    channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
                }
                return taken.size();
            });
            Pause.of(Duration.ofMillis(50));
        }
    }
}
