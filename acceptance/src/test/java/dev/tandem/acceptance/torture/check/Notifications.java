package dev.tandem.acceptance.torture.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks who was notified: all users whom the event names, and for a project all members of the workspace. A user who joined
 * or left between the event and its notifications may have been notified or not.
 */
final class Notifications {

    private final Database notifier;

    Notifications(Database notifier) {
        this.notifier = notifier;
    }

    List<Violation> broken(Observations observations) {
        List<Violation> broken = new ArrayList<>();
        Map<String, List<String>> told = new HashMap<>();
        notifier.rows(
                        "SELECT event_id, user_id, workspace_id FROM notification WHERE workspace_id = ANY (?)",
                        observations.workspaces())
                .forEach(row -> told.computeIfAbsent(row.get(0), event -> new ArrayList<>())
                        .add(row.get(1)));
        notifier
                .rows(
                        "SELECT event_id, workspace_id FROM notification WHERE event_id = ANY (?)",
                        observations.factIds())
                .stream()
                .filter(row -> !observations.workspaces().contains(row.get(1)))
                .forEach(row -> broken.add(Violation.wrong("a notification in a foreign workspace: " + row)));
        Map<String, NavigableMap<Long, Set<String>>> members = members(observations);
        for (Fact fact : observations.facts()) {
            List<String> users = told.getOrDefault(fact.id(), List.of());
            told.remove(fact.id());
            Set<String> distinct = new HashSet<>(users);
            if (distinct.size() < users.size()) {
                broken.add(Violation.duplicated("told twice, " + users + ", of " + fact));
            }
            Set<String> least = fact.toldByName();
            Set<String> most = new HashSet<>(least);
            if (fact.concernsEverybody()) {
                NavigableMap<Long, Set<String>> since =
                        since(members.get(fact.workspace()), fact.data().getLong("membershipVersion"));
                least = everyTime(since);
                most = anyTime(since);
                least.remove(fact.actor());
                most.remove(fact.actor());
            }
            if (!distinct.containsAll(least)) {
                broken.add(Violation.lost("told " + users + " instead of " + least + ": " + fact));
            }
            if (!most.containsAll(distinct)) {
                broken.add(Violation.wrong("told " + users + ", of whom only " + most + " may know of " + fact));
            }
        }
        told.keySet().forEach(id -> broken.add(Violation.wrong("a notification whose event is not in the log: " + id)));
        return broken;
    }

    /** By workspace, who was in it, by version. */
    private static Map<String, NavigableMap<Long, Set<String>>> members(Observations observations) {
        Map<String, NavigableMap<Long, Set<String>>> members = new HashMap<>();
        for (String workspace : observations.workspaces()) {
            NavigableMap<Long, Set<String>> versions = new TreeMap<>();
            Set<String> present = new HashSet<>();
            observations.factsOf(workspace).stream()
                    .filter(Fact::changesMembers)
                    .sorted(Comparator.comparingLong(Fact::sequence))
                    .forEach(fact -> {
                        if (fact.type().contains(".removed.")) {
                            present.remove(fact.data().getString("userId"));
                        } else if (fact.sequence() == 1) {
                            present.add(fact.data().getJsonObject("owner").getString("userId"));
                        } else {
                            present.add(fact.data().getString("userId"));
                        }
                        versions.put(fact.sequence(), Set.copyOf(present));
                    });
            members.put(workspace, versions);
        }
        return members;
    }

    private static NavigableMap<Long, Set<String>> since(NavigableMap<Long, Set<String>> versions, long version) {
        Long first = versions.floorKey(version);
        return first == null ? versions : versions.tailMap(first, true);
    }

    private static Set<String> everyTime(NavigableMap<Long, Set<String>> versions) {
        Set<String> users = anyTime(versions);
        versions.values().forEach(users::retainAll);
        return users;
    }

    private static Set<String> anyTime(NavigableMap<Long, Set<String>> versions) {
        Set<String> users = new HashSet<>();
        versions.values().forEach(users::addAll);
        return users;
    }
}
