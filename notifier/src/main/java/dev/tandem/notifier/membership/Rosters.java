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
 * Holds the members of some workspaces for one transaction: read and locked once, changed in memory, so that each event sees
 * the effects of earlier ones, and written once. An early change is kept until its predecessor arrives.
 */
public final class Rosters {

    /** A workspace with more early changes than this has lost events, not just their order. */
    private static final int MOST_EARLY = 1_000;

    private final Map<UUID, Long> versions = new HashMap<>();
    private final Map<UUID, Set<String>> users = new HashMap<>();
    private final Map<UUID, SortedMap<Long, MembershipChange>> early = new HashMap<>();
    private final SortedMap<UUID, Long> unburdened = new TreeMap<>();
    private final List<MembershipChange> kept = new ArrayList<>();
    private final SortedMap<UUID, MembershipChange> latest = new TreeMap<>();
    private final Map<Member.Key, @Nullable Member> changes = new HashMap<>();

    private Rosters(
            Map<UUID, Long> versions,
            Map<UUID, Set<String>> users,
            Map<UUID, SortedMap<Long, MembershipChange>> early) {
        this.versions.putAll(versions);
        this.early.putAll(early);
        users.forEach((workspace, members) -> this.users.put(workspace, new HashSet<>(members)));
        // A rebuild may have closed the gap.
        early.keySet().forEach(this::makeThoseThatFollow);
    }

    /**
     * Reads the versions of the workspaces and blocks every other change to them until the transaction ends.
     *
     * @param workspaces empty for a transaction that needs no memberships
     * @param withMembers those whose members are needed
     * @param changing those in which members change
     */
    public static Future<Rosters> load(
            SqlConnection tx, Set<UUID> workspaces, Set<UUID> withMembers, Set<UUID> changing) {
        if (workspaces.isEmpty()) {
            return Future.succeededFuture(knowing(Map.of(), Map.of()));
        }
        MembershipStore store = new MembershipStore(tx);
        EarlyChanges earlyChanges = new EarlyChanges(tx);
        Future<Void> alone = changing.isEmpty() ? Future.succeededFuture() : earlyChanges.lock(changing);
        Future<Map<UUID, Long>> versions = store.lock(workspaces);
        Future<Map<UUID, Set<String>>> users =
                withMembers.isEmpty() ? Future.succeededFuture(Map.of()) : store.users(withMembers);
        Future<Map<UUID, SortedMap<Long, MembershipChange>>> early =
                changing.isEmpty() ? Future.succeededFuture(Map.of()) : earlyChanges.of(changing);
        return Future.all(alone, versions, users, early)
                .map(read -> new Rosters(versions.result(), users.result(), early.result()));
    }

    /** Returns rosters with these versions and users, and no early changes. */
    public static Rosters knowing(Map<UUID, Long> versions, Map<UUID, Set<String>> users) {
        return new Rosters(versions, users, Map.of());
    }

    /** Returns the membership version of the workspace; 0 when the workspace is unknown. */
    public long version(UUID workspace) {
        return versions.getOrDefault(workspace, 0L);
    }

    /** Returns the users of a workspace that was loaded with its members, in the order of their ids. */
    public Collection<String> users(UUID workspace) {
        return new TreeSet<>(users.getOrDefault(workspace, Set.of()));
    }

    /**
     * Decides on the change. Applies it, and the kept changes that follow it, if it is the next; keeps it if it is
     * early.
     */
    public Verdict apply(MembershipChange change) {
        Verdict verdict = Verdict.decide(change, version(change.workspaceId()));
        if (verdict instanceof Verdict.Applies) {
            make(change);
            makeThoseThatFollow(change.workspaceId());
        } else if (verdict instanceof Verdict.Ahead) {
            return keep(change) ? new Verdict.Kept() : verdict;
        }
        return verdict;
    }

    private void make(MembershipChange change) {
        versions.put(change.workspaceId(), change.version());
        latest.put(change.workspaceId(), change);
        changes.put(new Member.Key(change.workspaceId(), change.userId()), change.member());
        Set<String> present = users.computeIfAbsent(change.workspaceId(), id -> new HashSet<>());
        if (change.member() == null) {
            present.remove(change.userId());
        } else {
            present.add(change.userId());
        }
    }

    private void makeThoseThatFollow(UUID workspace) {
        SortedMap<Long, MembershipChange> waiting = early.getOrDefault(workspace, new TreeMap<>());
        while (!waiting.isEmpty() && waiting.firstKey() <= version(workspace) + 1) {
            MembershipChange first = waiting.remove(waiting.firstKey());
            if (first.version() > version(workspace)) {
                make(first);
            }
            unburdened.put(workspace, version(workspace));
        }
    }

    private boolean keep(MembershipChange change) {
        SortedMap<Long, MembershipChange> waiting = early.computeIfAbsent(change.workspaceId(), id -> new TreeMap<>());
        if (waiting.containsKey(change.version())) {
            return true;
        }
        if (waiting.size() == MOST_EARLY) {
            return false;
        }
        waiting.put(change.version(), change);
        kept.add(change);
        return true;
    }

    /** Writes applied and kept changes. */
    public Future<Void> save(SqlConnection tx) {
        List<Future<Void>> written = new ArrayList<>();
        if (!kept.isEmpty()) {
            written.add(new EarlyChanges(tx).keep(kept));
        }
        if (!unburdened.isEmpty()) {
            written.add(new EarlyChanges(tx).forget(unburdened));
        }
        if (!latest.isEmpty()) {
            written.addAll(saveMade(new MembershipStore(tx)));
        }
        return Future.join(written).mapEmpty();
    }

    private List<Future<Void>> saveMade(MembershipStore store) {
        List<Member> present = new ArrayList<>();
        List<Member.Key> gone = new ArrayList<>();
        changes.forEach((key, member) -> {
            if (member == null) {
                gone.add(key);
            } else {
                present.add(member);
            }
        });
        List<Future<Void>> written = new ArrayList<>();
        written.add(store.saveVersions(latest.values()));
        if (!present.isEmpty()) {
            written.add(store.saveMembers(present));
        }
        if (!gone.isEmpty()) {
            written.add(store.removeMembers(gone));
        }
        return written;
    }
}
