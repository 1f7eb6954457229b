package dev.tandem.acceptance.torture.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that the notifier knows the current members of each workspace. */
final class Memberships {

    private final Database projects;
    private final Database notifier;

    Memberships(Database projects, Database notifier) {
        this.projects = projects;
        this.notifier = notifier;
    }

    List<Violation> broken(Observations observations) {
        Set<List<String>> there = new HashSet<>(projects.rows(
                "SELECT workspace_id, user_id, role FROM member WHERE workspace_id = ANY (?)",
                observations.workspaces()));
        Set<List<String>> known = new HashSet<>(notifier.rows(
                "SELECT workspace_id, user_id, role FROM workspace_member WHERE workspace_id = ANY (?)",
                observations.workspaces()));
        return there.equals(known)
                ? List.of()
                : List.of(Violation.lost("the notifier knows the members " + known + " where there are " + there));
    }
}
