package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.MailReceiver;
import dev.tandem.acceptance.torture.load.Submission;
import dev.tandem.acceptance.torture.load.Team;
import dev.tandem.acceptance.torture.load.Team.Concern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks that every user who wants mail is mailed of each fact that concerns them, under one Message-ID and at their own
 * address, and that nobody else is. Preferences are set before the first fact; nobody reads notifications, leaves or stops
 * mail.
 */
final class Mails {

    private final Database notifier;
    private final MailReceiver receiver;

    /** One founder to be mailed of one fact. */
    private record Due(String event, String user) {}

    private record Delivery(String id, String user, String event, String state, String answer) {

        static Delivery of(List<String> row) {
            return new Delivery(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4));
        }

        Due due() {
            return new Due(event, user);
        }
    }

    Mails(Database notifier, MailReceiver receiver) {
        this.notifier = notifier;
        this.receiver = receiver;
    }

    /** What is not entered as it must be. */
    List<Violation> broken(Observations observations) {
        Map<Due, Fact> missing = due(observations);
        List<Violation> broken = new ArrayList<>();
        for (Delivery delivery : deliveries(observations)) {
            if (missing.remove(delivery.due()) == null) {
                broken.add(Violation.wrong("a mail that nobody wants, or a second one: " + delivery));
            }
        }
        missing.forEach((due, fact) -> broken.add(Violation.lost("no mail to " + due.user() + " of " + fact)));
        return broken;
    }

    /** What has not arrived. An attempt whose process died is repeated minutes later. */
    List<Violation> unsent(Observations observations) {
        List<Violation> broken = new ArrayList<>();
        for (Delivery delivery : deliveries(observations)) {
            if (!delivery.state().equals("sent")) {
                broken.add(Violation.lost("a mail that is not sent: " + delivery));
            } else if (receiver.received()
                    .getOrDefault(delivery.id(), List.of())
                    .isEmpty()) {
                broken.add(Violation.lost("never arrived: " + delivery));
            }
        }
        return broken;
    }

    /** Mails under unknown Message-IDs, and at another address than their receiver's. */
    List<Violation> strange() {
        Map<String, String> receivers =
                notifier.rows("SELECT id, receiver FROM delivery WHERE channel IN ('mail', 'digest')").stream()
                        .collect(Collectors.toMap(row -> row.get(0), row -> Team.address(row.get(1))));
        List<Violation> broken = new ArrayList<>();
        receiver.received().forEach((id, addresses) -> {
            String own = receivers.get(id);
            if (!addresses.stream().allMatch(address -> address.equals(own))) {
                broken.add(Violation.wrong("the mail " + id + " of " + own + " arrived at " + addresses));
            }
        });
        return broken;
    }

    private List<Delivery> deliveries(Observations observations) {
        return notifier.rows("""
                        SELECT id, receiver, event_id, state, answer FROM delivery
                        WHERE channel = 'mail' AND workspace_id = ANY (?)
                        """, observations.workspaces()).stream()
                .map(Delivery::of)
                .toList();
    }

    /** Who wants to be mailed of a fact at once. */
    private static Map<Due, Fact> due(Observations observations) {
        Map<String, Team> teams =
                observations.journal().teams().stream().collect(Collectors.toMap(Team::workspace, Function.identity()));
        Map<Due, Fact> due = new HashMap<>();
        for (Fact fact : observations.facts()) {
            Team team = teams.get(fact.workspace());
            concerned(fact, team).forEach((user, concern) -> {
                if (team.wantsMail(user, concern)) {
                    due.put(new Due(fact.id(), user), fact);
                }
            });
        }
        return due;
    }

    /** The founders whom a fact concerns, and how closely, by the rules of the notifier written down anew. */
    private static Map<String, Concern> concerned(Fact fact, Team team) {
        Set<String> told = new HashSet<>(fact.concernsEverybody() ? team.founders() : fact.toldByName());
        told.retainAll(team.founders());
        told.remove(fact.actor());
        Map<String, Concern> concerned = new HashMap<>();
        told.forEach(user -> concerned.put(user, concern(fact, user)));
        return concerned;
    }

    private static Concern concern(Fact fact, String user) {
        if (fact.is(Submission.Kind.TASK)) {
            return Concern.ASSIGNMENT;
        }
        return fact.mentions().contains(user) ? Concern.MENTION : Concern.NEWS;
    }
}
