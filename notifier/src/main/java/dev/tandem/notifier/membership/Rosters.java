package dev.tandem.notifier.membership;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The members of some workspaces, for one transaction: read once and locked, then changed in memory, so that each event sees
 * what those before it did, and written once.
 */
public final class Rosters {

    private final Map<UUID, Long> versions = new HashMap<>();
    private final Map<UUID, Set<String>> users = new HashMap<>();
    private final SortedMap<UUID, Long> newVersions = new TreeMap<>();
    private final Map<Member.Key, @Nullable Member> changes = new HashMap<>();

    private Rosters(Map<UUID, Long> versions, Map<UUID, Set<String>> users) {
        this.versions.putAll(versions);
        users.forEach((workspace, members) -> this.users.put(workspace, new HashSet<>(members)));
    }

    /**
     * Reads the versions of the workspaces and holds off every other change to them until the transaction ends.
     *
     * @param workspaces none, for a transaction that needs no memberships
     * @param withMembers those of them whose members will be asked for
     */
    public static Future<Rosters> load(SqlConnection tx, Set<UUID> workspaces, Set<UUID> withMembers) {
        if (workspaces.isEmpty()) {
            return Future.succeededFuture(knowing(Map.of(), Map.of()));
        }
        MembershipStore store = MembershipStore.in(tx);
        Future<Map<UUID, Long>> versions = store.lock(workspaces);
        Future<Map<UUID, Set<String>>> users =
                withMembers.isEmpty() ? Future.succeededFuture(Map.of()) : store.users(withMembers);
        return versions.compose(known -> users.map(members -> new Rosters(known, members)));
    }

    /** With that in mind, and nothing else. */
    public static Rosters knowing(Map<UUID, Long> versions, Map<UUID, Set<String>> users) {
        return new Rosters(versions, users);
    }

    /** The membership version of the workspace; 0 where nothing is known of it. */
    public long version(UUID workspace) {
        return versions.getOrDefault(workspace, 0L);
    }

    /** The users in a workspace that was loaded with its members, in the order of their ids. */
    public Collection<String> users(UUID workspace) {
        return new TreeSet<>(users.getOrDefault(workspace, Set.of()));
    }

    /** Decides the change, and makes it when it is the next. */
    public Verdict apply(MembershipChange change) {
        Verdict verdict = Verdict.decide(change, version(change.workspaceId()));
        if (verdict instanceof Verdict.Applies) {
            versions.put(change.workspaceId(), change.version());
            newVersions.put(change.workspaceId(), change.version());
            changes.put(new Member.Key(change.workspaceId(), change.userId()), change.member());
            Set<String> present = users.computeIfAbsent(change.workspaceId(), id -> new HashSet<>());
            if (change.member() == null) {
                present.remove(change.userId());
            } else {
                present.add(change.userId());
            }
        }
        return verdict;
    }

    /** Writes what was changed. */
    public Future<Void> save(SqlConnection tx) {
        if (newVersions.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Member> present = new ArrayList<>();
        List<Member.Key> gone = new ArrayList<>();
        changes.forEach((key, member) -> {
            if (member == null) {
                gone.add(key);
            } else {
                present.add(member);
            }
        });
        MembershipStore store = MembershipStore.in(tx);
        List<Future<Void>> written = new ArrayList<>();
        written.add(store.saveVersions(newVersions));
        if (!present.isEmpty()) {
            written.add(store.saveMembers(present));
        }
        if (!gone.isEmpty()) {
            written.add(store.removeMembers(gone));
        }
        return Future.join(written).mapEmpty();
    }
}
