package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.HookReceiver;
import dev.tandem.acceptance.torture.load.Journal;
import dev.tandem.acceptance.torture.load.MailReceiver;
import dev.tandem.backends.Postgres;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the promises for the workspaces of one journal, in the databases of the services and in the event log. Some hold
 * only when everything is quiet, and are found broken until then, so the check is repeated for a while.
 */
public final class Invariants {

    private final Operations operations;
    private final State state;
    private final Feed feed;
    private final Notifications notifications;
    private final Webhooks webhooks;
    private final Mails mails;
    private final Memberships memberships;
    private final Inboxes inboxes;
    private final Outboxes outboxes;
    private final EventLog log;
    private final DeadLetters letters;

    public Invariants(
            Postgres postgres, EventLog log, DeadLetters letters, HookReceiver receiver, MailReceiver mailReceiver) {
        Database projects = new Database(postgres, "project_service");
        Database entries = new Database(postgres, "activity_feed");
        Database notifier = new Database(postgres, "notifier");
        this.operations = new Operations(new Database(postgres, "gateway"));
        this.state = new State(projects);
        this.feed = new Feed(entries);
        this.notifications = new Notifications(notifier);
        this.webhooks = new Webhooks(notifier, receiver);
        this.mails = new Mails(notifier, mailReceiver);
        this.memberships = new Memberships(projects, notifier);
        this.inboxes = new Inboxes(entries, notifier);
        this.outboxes = new Outboxes(postgres);
        this.log = log;
        this.letters = letters;
    }

    /** What is not as it must be, now. */
    public List<Violation> broken(Journal journal) {
        log.readOn();
        Observations observations = Observations.of(journal, log);
        List<Violation> broken = new ArrayList<>();
        broken.addAll(operations.broken(observations));
        broken.addAll(Events.broken(observations));
        broken.addAll(state.broken(observations));
        broken.addAll(feed.broken(observations));
        broken.addAll(notifications.broken(observations));
        broken.addAll(webhooks.broken(observations));
        broken.addAll(mails.broken(observations));
        broken.addAll(memberships.broken(observations));
        broken.addAll(inboxes.broken(observations));
        outboxes.held().forEach(held -> broken.add(Violation.lost(held)));
        deadLetters(broken);
        journal.complaints().forEach(complaint -> broken.add(Violation.wrong(complaint)));
        return broken;
    }

    /** What is not mailed as it must be, now; and what was mailed to anybody else since the system started. */
    public List<Violation> unsent(List<Journal> journals) {
        List<Violation> broken = mails.strange();
        journals.forEach(journal -> broken.addAll(mails.unsent(Observations.of(journal, log))));
        return broken;
    }

    private void deadLetters(List<Violation> broken) {
        long arriving = letters.arriving();
        if (arriving > 0) {
            broken.add(Violation.stalled(arriving + " dead letters that are not kept yet"));
        }
        letters.unsettled().forEach(letter -> broken.add(Violation.stalled("a dead letter: " + letter)));
    }
}
