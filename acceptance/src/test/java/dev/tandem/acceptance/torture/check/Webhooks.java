package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.HookReceiver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Checks that every event is among the deliveries of its workspace's webhook once, that these are numbered without gaps, and
 * that each was sent and received.
 */
final class Webhooks {

    /** The membership's version when a webhook is registered: what comes later must be told. */
    private static final int FOUNDERS = 3;

    private final Database notifier;
    private final HookReceiver receiver;

    Webhooks(Database notifier, HookReceiver receiver) {
        this.notifier = notifier;
        this.receiver = receiver;
    }

    List<Violation> broken(Observations observations) {
        List<Violation> broken = new ArrayList<>();
        Map<String, List<List<String>>> deliveries = new HashMap<>();
        notifier.rows("""
                        SELECT w.workspace_id, d.event_id, d.sequence, d.state FROM webhook w
                        JOIN webhook_delivery d ON d.webhook_id = w.id WHERE w.workspace_id = ANY (?)
                        """, observations.workspaces())
                .forEach(row -> deliveries
                        .computeIfAbsent(row.get(0), workspace -> new ArrayList<>())
                        .add(row));
        for (String workspace : observations.workspaces()) {
            List<List<String>> own = deliveries.getOrDefault(workspace, List.of());
            compare(observations.factsOf(workspace), own, broken);
            compareNumbers(workspace, own, broken);
            Set<String> received = new HashSet<>(receiver.of(workspace));
            own.forEach(row -> {
                if (!row.get(3).equals("sent")) {
                    broken.add(Violation.lost("a webhook's delivery that is not sent: " + row));
                } else if (!received.contains(row.get(1))) {
                    broken.add(Violation.lost("a webhook's delivery that is sent, and was not received: " + row));
                }
                received.remove(row.get(1));
            });
            received.forEach(
                    id -> broken.add(Violation.wrong("received, but no delivery of " + workspace + ": " + id)));
        }
        return broken;
    }

    private static void compare(List<Fact> facts, List<List<String>> deliveries, List<Violation> broken) {
        Map<String, Integer> entered = new HashMap<>();
        deliveries.forEach(row -> entered.merge(row.get(1), 1, Integer::sum));
        for (Fact fact : facts) {
            Integer times = entered.remove(fact.id());
            if (times == null && !(fact.changesMembers() && fact.sequence() <= FOUNDERS)) {
                broken.add(Violation.lost("no webhook is told of " + fact));
            } else if (times != null && times > 1) {
                broken.add(Violation.duplicated(times + " deliveries to a webhook of " + fact));
            }
        }
        entered.keySet().forEach(id -> broken.add(Violation.wrong("a delivery whose event is not in the log: " + id)));
    }

    private static void compareNumbers(String workspace, List<List<String>> deliveries, List<Violation> broken) {
        List<Long> numbers = deliveries.stream()
                .map(row -> Long.valueOf(row.get(2)))
                .sorted()
                .toList();
        if (!numbers.equals(LongStream.rangeClosed(1, numbers.size()).boxed().toList())) {
            broken.add(Violation.wrong("the numbers of a webhook's deliveries in " + workspace + ": " + numbers));
        }
    }
}
