package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.Api;
import dev.tandem.acceptance.torture.load.Journal;
import dev.tandem.acceptance.torture.load.StreamTranscript;
import dev.tandem.acceptance.torture.load.Submission;
import dev.tandem.acceptance.torture.load.Team;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks the promises as a member of each workspace sees them over HTTP. */
public final class ClientView {

    /** Of the projects and tasks that have something in them, in each workspace: each is a request. */
    private static final int MOST_PLACES = 20;

    private final Api api;
    private final EventLog log;

    public ClientView(Api api, EventLog log) {
        this.api = api;
        this.log = log;
    }

    /** What is not as it must be, now. */
    public List<Violation> broken(Journal journal) {
        Observations observations = Observations.of(journal, log);
        List<Violation> broken = new ArrayList<>();
        for (Team team : journal.teams()) {
            String viewer = team.viewer();
            Set<String> projects = new HashSet<>();
            observations.made(Submission.Kind.PROJECT).forEach((id, submission) -> {
                if (submission.team.equals(team)) {
                    projects.add(id);
                }
            });
            see(viewer, "/v1/projects?workspaceId=" + team.workspace(), projects, broken);
            String feed = "/v1/workspaces/" + team.workspace() + "/activity?";
            see(viewer, feed, Fact.ids(observations.factsOf(team.workspace())), broken);
            places(observations, team, Submission.Kind.SECTION, "/v1/projects/", "/sections?", broken);
            places(observations, team, Submission.Kind.TASK, "/v1/projects/", "/tasks?", broken);
            places(observations, team, Submission.Kind.COMMENT, "/v1/tasks/", "/comments?", broken);
            for (String user : team.listeners()) {
                listener(observations, user, broken);
            }
        }
        return broken;
    }

    private void places(
            Observations observations,
            Team team,
            Submission.Kind kind,
            String above,
            String below,
            List<Violation> broken) {
        Map<String, Set<String>> places = new TreeMap<>();
        observations.made(kind).forEach((id, submission) -> {
            Submission place = submission.place();
            if (place != null && submission.team.equals(team)) {
                places.computeIfAbsent(String.valueOf(place.target()), target -> new HashSet<>())
                        .add(id);
            }
        });
        places.entrySet().stream()
                .limit(MOST_PLACES)
                .forEach(place -> see(team.viewer(), above + place.getKey() + below, place.getValue(), broken));
    }

    /** What the inbox has was told by the stream, and the end of all that the user asked for. */
    private void listener(Observations observations, String user, List<Violation> broken) {
        StreamTranscript transcript = observations.journal().transcripts().get(user);
        List<String> inbox = api.ids(user, "/v1/notifications?", "id");
        if (inbox == null) {
            broken.add(Violation.wrong("the inbox of " + user + " was not answered"));
            return;
        }
        compare("the inbox of " + user, transcript.notifications(), inbox, broken);
        Map<String, Submission> asked = new HashMap<>();
        observations.journal().accepted().stream()
                .filter(submission -> submission.user.equals(user) && !transcript.hasToAskAfter(submission))
                .forEach(submission -> submission.operations().forEach(operation -> asked.put(operation, submission)));
        asked.keySet().removeAll(transcript.ends());
        asked.forEach((operation, submission) -> broken.add(Violation.lost(
                "the stream of " + user + " did not tell the end of " + operation + ", " + submission.key)));
    }

    /**
     * A page that is not answered is a violation too, for as long as it is so: a connection may have fallen silent, and nobody
     * have asked since.
     */
    private void see(String user, String list, Set<String> due, List<Violation> broken) {
        List<String> seen = api.ids(user, list, "id");
        if (seen == null) {
            broken.add(Violation.wrong(list + " was not answered"));
        } else {
            compare(list, due, seen, broken);
        }
    }

    private static void compare(String where, Set<String> due, Collection<String> seen, List<Violation> broken) {
        Set<String> distinct = new HashSet<>(seen);
        Set<String> missing = new HashSet<>(due);
        missing.removeAll(distinct);
        Set<String> more = new HashSet<>(distinct);
        more.removeAll(due);
        if (!missing.isEmpty()) {
            broken.add(Violation.lost(where + " does not show " + some(missing)));
        }
        if (!more.isEmpty()) {
            broken.add(Violation.wrong(where + " shows " + some(more) + ", which it should not, or was not told"));
        }
        if (distinct.size() != seen.size()) {
            broken.add(Violation.duplicated(where + " shows " + (seen.size() - distinct.size()) + " twice"));
        }
    }

    private static String some(Set<String> ids) {
        return ids.size() + " of " + ids.stream().limit(3).toList();
    }
}
