package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.Api;
import dev.tandem.acceptance.torture.load.Api.Answer;
import dev.tandem.acceptance.torture.load.Journal;
import dev.tandem.acceptance.torture.load.Team;
import dev.tandem.acceptance.torture.load.Wish;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The same promises as a member of each workspace sees them, by HTTP. */
public final class AsSeen {

    private final Api api;

    public AsSeen(Api api) {
        this.api = api;
    }

    /** What is not as it must be, now. */
    public List<Violation> broken(Journal journal) {
        List<Violation> broken = new ArrayList<>();
        for (Team team : journal.teams()) {
            Set<String> wanted = new HashSet<>();
            journal.accepted().stream()
                    .filter(wish -> wish.team.equals(team) && wish.fate == Wish.Fate.SUCCEEDS)
                    .forEach(wish -> wanted.add(wish.project()));
            String of = "workspaceId=" + team.workspace();
            compare("projects", wanted, ids(team.viewer(), "/v1/projects?" + of, "id", broken), broken);
            String feed = "/v1/workspaces/" + team.workspace() + "/activity?";
            compare("the feed", wanted, ids(team.viewer(), feed, "projectId", broken), broken);
            compare("the inbox", wanted, ids(team.viewer(), "/v1/notifications?", "projectId", broken), broken);
        }
        return broken;
    }

    private static void compare(String where, Set<String> wanted, List<String> seen, List<Violation> broken) {
        Set<String> distinct = new HashSet<>(seen);
        if (!distinct.equals(wanted)) {
            broken.add(Violation.lost(where + " shows " + distinct.size() + " projects of " + wanted.size()));
        }
        if (distinct.size() != seen.size()) {
            broken.add(Violation.duplicated(where + " shows " + (seen.size() - distinct.size()) + " projects twice"));
        }
    }

    /**
     * That member of all items of a list, page by page; items without it are passed over. A page that is not answered is a
     * violation too, for as long as it is so: a connection may have fallen silent, and nobody have asked since.
     */
    private List<String> ids(String user, String list, String member, List<Violation> broken) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Answer page = api.get(user, list + "&limit=100" + cursor);
            if (page.status() != 200) {
                broken.add(Violation.wrong(list + " was answered " + page));
                return ids;
            }
            for (Object item : page.body().getJsonArray("items")) {
                String id = ((JsonObject) item).getString(member);
                if (id != null) {
                    ids.add(id);
                }
            }
            String next = page.body().getString("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return ids;
    }
}
