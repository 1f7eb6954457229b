package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.Journal;
import dev.tandem.acceptance.torture.load.Wish;
import dev.tandem.backends.Postgres;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The promises, checked in the databases of the services and in the event log for the workspaces of one journal. Those that
 * hold only when everything is quiet are found broken until then, so the check is repeated for a while.
 */
public final class Invariants {

    private static final String CREATED = "dev.tandem.project.created.v1";

    private final Database gateway;
    private final Database projects;
    private final Database feed;
    private final Database notifier;
    private final Outboxes outboxes;
    private final EventLog log;
    private final DeadLetters letters;

    public Invariants(Postgres postgres, EventLog log, DeadLetters letters) {
        this.outboxes = new Outboxes(postgres);
        this.gateway = new Database(postgres, "gateway");
        this.projects = new Database(postgres, "project_service");
        this.feed = new Database(postgres, "activity_feed");
        this.notifier = new Database(postgres, "notifier");
        this.log = log;
        this.letters = letters;
    }

    /** What is not as it must be, now. */
    public List<Violation> broken(Journal journal) {
        log.readOn();
        List<Violation> broken = new ArrayList<>();
        Set<String> workspaces = new HashSet<>();
        journal.teams().forEach(team -> workspaces.add(team.workspace()));
        Map<String, Wish> wanted = new HashMap<>();
        journal.accepted().stream()
                .filter(wish -> wish.fate == Wish.Fate.SUCCEEDS)
                .forEach(wish -> wanted.put(wish.project(), wish));
        operations(journal, workspaces, broken);
        projects(wanted, workspaces, broken);
        Map<String, List<String>> events = events(wanted, workspaces, broken);
        feed(wanted, events, workspaces, broken);
        notifications(wanted, events, workspaces, broken);
        memberships(workspaces, broken);
        inboxes(events, broken);
        outboxes.held().forEach(held -> broken.add(Violation.lost(held)));
        deadLetters(broken);
        journal.complaints().forEach(complaint -> broken.add(Violation.wrong(complaint)));
        return broken;
    }

    private void operations(Journal journal, Set<String> workspaces, List<Violation> broken) {
        Map<String, String> statuses = new HashMap<>();
        gateway.rows(
                        "SELECT id, status FROM operation WHERE workspace_id = ANY (?) AND target_type = 'project'",
                        workspaces)
                .forEach(row -> statuses.put(row.get(0), row.get(1)));
        for (Wish wish : journal.accepted()) {
            if (wish.operations().size() > 1) {
                broken.add(Violation.duplicated("one key, several operations: " + wish.key + " " + wish.operations()));
            }
            for (String operation : wish.operations()) {
                String status = statuses.remove(operation);
                String due = wish.fate == Wish.Fate.SUCCEEDS ? "succeeded" : "failed";
                if (status == null) {
                    broken.add(Violation.lost("a 202 without its operation: " + operation + " of " + wish.key));
                } else if (!status.equals(due)) {
                    broken.add(Violation.lost("the operation " + operation + " of " + wish.key + " is " + status));
                }
            }
        }
        statuses.keySet()
                .forEach(id -> broken.add(Violation.duplicated("an operation that no client was told of: " + id)));
    }

    private void projects(Map<String, Wish> wanted, Set<String> workspaces, List<Violation> broken) {
        Map<String, String> found = new HashMap<>();
        projects.rows("SELECT id, workspace_id FROM project WHERE workspace_id = ANY (?)", workspaces)
                .forEach(row -> found.put(row.get(0), row.get(1)));
        wanted.forEach((project, wish) -> {
            String workspace = found.remove(project);
            if (workspace == null) {
                broken.add(Violation.lost("no project " + project + " of " + wish.key));
            } else if (!workspace.equals(wish.team.workspace())) {
                broken.add(Violation.wrong("the project " + project + " is in another workspace"));
            }
        });
        found.keySet().forEach(id -> broken.add(Violation.duplicated("a project that nobody asked for: " + id)));
    }

    private Map<String, List<String>> events(Map<String, Wish> wanted, Set<String> workspaces, List<Violation> broken) {
        Map<String, List<String>> events = log.idsBySubject(CREATED, workspaces);
        for (String project : wanted.keySet()) {
            int count = events.getOrDefault(project, List.of()).size();
            if (count == 0) {
                broken.add(Violation.lost("no event for the project " + project));
            } else if (count > 1) {
                broken.add(Violation.duplicated(count + " events for the project " + project));
            }
        }
        events.keySet().stream()
                .filter(project -> !wanted.containsKey(project))
                .forEach(project -> broken.add(Violation.wrong("an event without its project: " + project)));
        return events;
    }

    private void feed(
            Map<String, Wish> wanted,
            Map<String, List<String>> events,
            Set<String> workspaces,
            List<Violation> broken) {
        Map<String, List<List<String>>> entries = new HashMap<>();
        feed.rows("""
                        SELECT project_id, event_id, workspace_id FROM feed_entry
                        WHERE (workspace_id = ANY (?) OR project_id = ANY (?)) AND verb = 'project.created'
                        """, union(workspaces, wanted.keySet()))
                .forEach(row -> entries.computeIfAbsent(row.get(0), project -> new ArrayList<>())
                        .add(row));
        wanted.forEach((project, wish) -> {
            List<List<String>> own = entries.getOrDefault(project, List.of());
            entries.remove(project);
            if (own.isEmpty()) {
                broken.add(Violation.lost("no feed entry for the project " + project));
            } else if (own.size() > 1) {
                broken.add(Violation.duplicated(own.size() + " feed entries for the project " + project));
            }
            for (List<String> entry : own) {
                if (!entry.get(2).equals(wish.team.workspace())) {
                    broken.add(Violation.wrong("a feed entry in another workspace: " + entry));
                }
                if (!events.getOrDefault(project, List.of()).contains(entry.get(1))) {
                    broken.add(Violation.wrong("a feed entry whose event is not in the log: " + entry));
                }
            }
        });
        entries.keySet().forEach(id -> broken.add(Violation.wrong("a feed entry without its project: " + id)));
    }

    private void notifications(
            Map<String, Wish> wanted,
            Map<String, List<String>> events,
            Set<String> workspaces,
            List<Violation> broken) {
        Set<String> members = new HashSet<>();
        projects.rows("SELECT workspace_id, user_id FROM member WHERE workspace_id = ANY (?)", workspaces)
                .forEach(row -> members.add(row.get(0) + " " + row.get(1)));
        Map<String, List<String>> told = new HashMap<>();
        notifier.rows("""
                        SELECT project_id, user_id, workspace_id, event_id FROM notification
                        WHERE (workspace_id = ANY (?) OR project_id = ANY (?)) AND kind = 'project.created'
                        """, union(workspaces, wanted.keySet())).forEach(row -> {
            told.computeIfAbsent(row.get(0), project -> new ArrayList<>()).add(row.get(1));
            if (!members.contains(row.get(2) + " " + row.get(1))) {
                broken.add(Violation.wrong("a notification for someone who is no member: " + row));
            }
            if (!events.getOrDefault(row.get(0), List.of()).contains(row.get(3))) {
                broken.add(Violation.wrong("a notification whose event is not in the log: " + row));
            }
        });
        wanted.forEach((project, wish) -> {
            List<String> users = told.getOrDefault(project, List.of());
            told.remove(project);
            for (String founder : wish.team.founders()) {
                long count = users.stream().filter(founder::equals).count();
                if (founder.equals(wish.user)) {
                    if (count > 0) {
                        broken.add(Violation.wrong(founder + " was notified of the own project " + project));
                    }
                } else if (count == 0) {
                    broken.add(Violation.lost(founder + " was not notified of the project " + project));
                } else if (count > 1) {
                    broken.add(Violation.duplicated(founder + " was notified " + count + " times of " + project));
                }
            }
        });
        told.keySet().forEach(id -> broken.add(Violation.wrong("a notification without its project: " + id)));
    }

    private void memberships(Set<String> workspaces, List<Violation> broken) {
        Set<List<String>> due = new HashSet<>(projects.rows(
                "SELECT workspace_id, user_id, role FROM member WHERE workspace_id = ANY (?)", workspaces));
        Set<List<String>> known = new HashSet<>(notifier.rows(
                "SELECT workspace_id, user_id, role FROM workspace_member WHERE workspace_id = ANY (?)", workspaces));
        if (!due.equals(known)) {
            broken.add(Violation.lost("the notifier knows the members " + known + " where there are " + due));
        }
        Set<List<String>> changes = new HashSet<>(
                projects.rows("SELECT id, membership_version FROM workspace WHERE id = ANY (?)", workspaces));
        Set<List<String>> entered = new HashSet<>(feed.rows("""
                SELECT workspace_id, count(*) FROM feed_entry
                WHERE workspace_id = ANY (?) AND (verb = 'workspace.created' OR verb LIKE 'member.%') GROUP BY 1
                """, workspaces));
        if (!changes.equals(entered)) {
            broken.add(Violation.lost("the feed has so many changes of members " + entered + " of " + changes));
        }
    }

    private void inboxes(Map<String, List<String>> events, List<Violation> broken) {
        Set<String> ids = new HashSet<>();
        events.values().forEach(ids::addAll);
        inbox(feed, "activity-feed.events", ids, broken);
        inbox(notifier, "notifier.events", ids, broken);
    }

    private static void inbox(Database database, String consumer, Set<String> ids, List<Violation> broken) {
        Set<String> missing = new TreeSet<>(ids);
        database.rows("SELECT event_id FROM inbox WHERE consumer = '" + consumer + "' AND event_id = ANY (?)", ids)
                .forEach(row -> missing.remove(row.get(0)));
        missing.forEach(
                id -> broken.add(Violation.lost("the inbox of " + consumer + " does not know the event " + id)));
    }

    private void deadLetters(List<Violation> broken) {
        long arriving = letters.arriving();
        if (arriving > 0) {
            broken.add(Violation.stalled(arriving + " dead letters that are not kept yet"));
        }
        letters.unsettled().forEach(letter -> broken.add(Violation.stalled("a dead letter: " + letter)));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.addAll(others);
        return both;
    }
}
