package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.Submission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the requests with the database of project-service: every accepted resource exists once, in its place, and nothing
 * else does.
 */
final class State {

    private final Database projects;

    State(Database projects) {
        this.projects = projects;
    }

    List<Violation> broken(Observations observations) {
        List<Violation> broken = new ArrayList<>();
        made(observations, Submission.Kind.PROJECT, "SELECT id, workspace_id, workspace_id FROM project", broken);
        made(observations, Submission.Kind.SECTION, "SELECT id, workspace_id, project_id FROM section", broken);
        made(observations, Submission.Kind.TASK, "SELECT id, workspace_id, project_id FROM task", broken);
        made(observations, Submission.Kind.COMMENT, "SELECT id, workspace_id, task_id FROM comment", broken);
        tasks(observations, broken);
        members(observations, broken);
        return broken;
    }

    private void made(Observations observations, Submission.Kind kind, String sql, List<Violation> broken) {
        Map<String, List<String>> found = new HashMap<>();
        projects.rows(sql + " WHERE workspace_id = ANY (?)", observations.workspaces())
                .forEach(row -> found.put(row.get(0), row));
        observations.made(kind).forEach((id, submission) -> {
            List<String> row = found.remove(id);
            Submission place = submission.place();
            String placed = place == null ? submission.team.workspace() : Objects.requireNonNull(place.target());
            if (row == null) {
                broken.add(Violation.lost("no " + kind + " " + id + " of " + submission.key));
            } else if (!row.get(1).equals(submission.team.workspace())
                    || !row.get(2).equals(placed)) {
                broken.add(Violation.wrong("the " + kind + " of " + submission.key + " is in another place: " + row));
            }
        });
        found.keySet().forEach(id -> broken.add(Violation.duplicated("a " + kind + " that nobody asked for: " + id)));
    }

    /** The latest event of each says its version and its title; comments are counted, and no versions. */
    private void tasks(Observations observations, List<Violation> broken) {
        Map<String, List<Fact>> histories = new HashMap<>();
        Map<String, Long> comments = observations.facts().stream()
                .filter(fact -> fact.is(Submission.Kind.COMMENT))
                .collect(Collectors.groupingBy(fact -> fact.data().getString("taskId"), Collectors.counting()));
        Set<String> tasks = observations.made(Submission.Kind.TASK).keySet();
        observations.facts().stream()
                .filter(fact -> tasks.contains(fact.subject()))
                .sorted(Comparator.comparingLong(Fact::sequence))
                .forEach(fact -> histories
                        .computeIfAbsent(fact.subject(), subject -> new ArrayList<>())
                        .add(fact));
        projects.rows(
                        "SELECT id, version, title, comment_count FROM task WHERE workspace_id = ANY (?)",
                        observations.workspaces())
                .forEach(row -> {
                    List<Fact> history = histories.getOrDefault(row.get(0), List.of());
                    String title = history.isEmpty()
                            ? ""
                            : history.get(history.size() - 1).data().getString("title");
                    List<String> told = List.of(
                            row.get(0),
                            Integer.toString(history.size()),
                            title,
                            Long.toString(comments.getOrDefault(row.get(0), 0L)));
                    if (!row.equals(told)) {
                        broken.add(Violation.wrong("the task " + row + " is by its events " + told));
                    }
                });
    }

    private void members(Observations observations, List<Violation> broken) {
        Set<List<String>> there = new HashSet<>(projects.rows(
                "SELECT workspace_id, user_id FROM member WHERE workspace_id = ANY (?)", observations.workspaces()));
        observations.journal().temporaryMembers().forEach((temporaryMember, member) -> {
            if (there.contains(List.of(temporaryMember.team().workspace(), temporaryMember.user())) != member) {
                broken.add(Violation.wrong(temporaryMember + (member ? " is no member" : " is a member still")));
            }
        });
    }
}
