package dev.tandem.project.search;

import static dev.tandem.kit.testing.Awaiting.get;

import dev.tandem.project.OnDatabase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Workspaces in a database of their own, what is in them, and what their members find. */
final class Searched {

    static final UUID ACME = UUID.fromString("01980a3e-0000-7000-8000-0000000000a1");

    /** Its words begin as those of {@link #ACME} do, because its id ends alike. */
    static final UUID TWIN = UUID.fromString("01980a3e-1111-7000-8000-0000000000a1");

    static final UUID OTHER = UUID.fromString("01980a3e-0000-7000-8000-0000000000a2");

    final OnDatabase database;
    private final SearchStore searches;

    Searched(String name) {
        database = new OnDatabase(name);
        searches = new SearchStore(database.pool);
    }

    /** A workspace with a member. */
    void workspace(UUID workspace) {
        database.column("INSERT INTO workspace VALUES ($1, 'Acme', 1, now(), 'anna')", workspace);
        database.column(
                "INSERT INTO member (workspace_id, user_id, role, added_at) VALUES ($1, $2, 'viewer', now())",
                workspace,
                memberOf(workspace));
    }

    List<String> found(UUID workspace, String words) {
        return hits(search(memberOf(workspace), words, null)).stream()
                .map(hit -> hit.kind() + " " + number(hit.id()))
                .toList();
    }

    List<Hit> page(SearchStore.Search search, Hit.Position after, int limit) {
        return get(searches.page(search, after, limit));
    }

    static SearchStore.Search search(String reader, String words, @Nullable UUID workspace) {
        return new SearchStore.Search(reader, words, Optional.ofNullable(workspace), List.of(Kind.values()));
    }

    List<Hit> hits(SearchStore.Search search) {
        return get(searches.page(search, Hit.CURSORS.start(), 100));
    }

    static String memberOf(UUID workspace) {
        return workspace.equals(ACME) ? "anna" : workspace.equals(TWIN) ? "trudy" : "mallory";
    }

    void project(UUID workspace, int number, String name, String description, boolean deleted) {
        database.column("""
                INSERT INTO project (id, workspace_id, name, description, lead_id, version, created_by, created_at, updated_at, deleted_at)
                VALUES ($1, $2, $3, $4, 'anna', 1, 'anna', now(), now(), CASE WHEN $5 THEN now() END)
                """, id(workspace, 'a', number), workspace, name, description, deleted);
    }

    void task(UUID workspace, int number, int project, String title, @Nullable String description) {
        database.column(
                """
                INSERT INTO task (id, workspace_id, project_id, title, description, rank, comment_count, version, built, created_by,
                                  created_at, updated_at)
                VALUES ($1, $2, $3, $4, $5, 'V' || $6::int || 'V', 0, 1, false, 'anna', now(), now())
                """, id(workspace, 'b', number), workspace, id(workspace, 'a', project), title, description, number);
    }

    void comment(UUID workspace, int number, int task, String text) {
        database.column(
                "INSERT INTO comment VALUES ($1, $2, $3, 'anna', 'Anna', $4, '{}', now())",
                id(workspace, 'c', number),
                workspace,
                id(workspace, 'b', task),
                text);
    }

    /** The workspace's id, with the kind and the number in its fourth group. */
    static UUID id(UUID workspace, char kind, int number) {
        return UUID.fromString(workspace.toString().substring(0, 19)
                + "%c0%02d".formatted(kind, number)
                + workspace.toString().substring(23));
    }

    static int number(UUID id) {
        return Integer.parseInt(id.toString().substring(21, 23));
    }
}
