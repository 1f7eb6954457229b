package dev.tandem.notifier.membership;

import static dev.tandem.notifier.Facts.aMemberAdded;
import static dev.tandem.notifier.Facts.aWorkspaceCreated;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.notifier.Facts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests memberships as the database keeps them between transactions. */
class RostersTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("rosters"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 2);

    private final UUID workspace = anId();

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @Test
    void changes_of_one_transaction_are_known_to_the_next() {
        apply(aWorkspaceCreated(workspace), aMemberAdded(workspace, "bob"), aMemberAdded(workspace, "carol"));
        apply(4, new MemberRemoved(workspace, "bob"));

        Rosters rosters = load();

        assertThat(rosters.version(workspace)).isEqualTo(4);
        assertThat(rosters.users(workspace)).containsExactly("anna", "carol");
    }

    @Test
    void a_user_who_comes_and_goes_and_comes_within_one_transaction_is_there() {
        apply(
                aWorkspaceCreated(workspace),
                aMemberAdded(workspace, "bob"),
                new MemberRemoved(workspace, "bob"),
                aMemberAdded(workspace, "bob"),
                new MemberChanged(workspace, "bob", Role.admin, "bob@example.com", "Bob", null),
                new MemberRemoved(workspace, "anna"));

        Rosters rosters = load();

        assertThat(rosters.version(workspace)).isEqualTo(6);
        assertThat(rosters.users(workspace)).containsExactly("bob");
        String bob = Awaiting.get(POOL.query(
                        "SELECT role || email || name FROM workspace_member WHERE workspace_id = '" + workspace + "'")
                .execute()
                .map(rows -> rows.iterator().next().getString(0)));
        assertThat(bob).isEqualTo("adminbob@example.comBob");
    }

    @Test
    void of_an_unknown_workspace_nothing_is_known() {
        assertThat(load().version(workspace)).isZero();
        assertThat(load().users(workspace)).isEmpty();
    }

    @Test
    void changes_that_come_early_are_kept_and_made_in_their_order_when_the_gap_is_closed() {
        apply(aWorkspaceCreated(workspace));
        keep(5, new MemberRemoved(workspace, "bob"));
        keep(4, new MemberChanged(workspace, "carol", Role.admin, "carol@example.com", "Carol", null));
        keep(3, aMemberAdded(workspace, "carol"));
        keep(3, aMemberAdded(workspace, "carol"));
        assertThat(load().version(workspace)).isEqualTo(1);

        apply(2, aMemberAdded(workspace, "bob"));

        Rosters rosters = load();
        assertThat(rosters.version(workspace)).isEqualTo(5);
        assertThat(rosters.users(workspace)).containsExactly("anna", "carol");
        assertThat(number("SELECT count(*) FROM workspace_member WHERE role = 'admin' AND workspace_id = '" + workspace
                        + "'"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM early_change WHERE workspace_id = '" + workspace + "'"))
                .isZero();
    }

    @Test
    void what_is_kept_follows_a_gap_that_a_rebuild_has_closed() {
        apply(aWorkspaceCreated(workspace));
        keep(3, aMemberAdded(workspace, "carol"));
        keep(4, aMemberAdded(workspace, "dave"));
        Awaiting.get(POOL.query("UPDATE membership SET version = 3 WHERE workspace_id = '" + workspace + "'")
                .execute());

        apply(5, aMemberAdded(workspace, "erin"));

        assertThat(load().version(workspace)).isEqualTo(5);
        assertThat(load().users(workspace)).contains("dave", "erin");
    }

    @Test
    void a_workspace_with_a_gap_is_counted_until_it_is_closed_by_whatever_means() {
        long before = gaps();
        apply(aWorkspaceCreated(workspace));
        keep(3, aMemberAdded(workspace, "carol"));
        keep(4, aMemberAdded(workspace, "dave"));
        assertThat(gaps()).isEqualTo(before + 1);

        Awaiting.get(POOL.query("UPDATE membership SET version = 4 WHERE workspace_id = '" + workspace + "'")
                .execute());

        assertThat(gaps()).isEqualTo(before);
    }

    @Test
    void a_change_and_its_founding_that_come_to_two_instances_at_once_find_each_other() {
        List<UUID> workspaces = Stream.generate(Facts::anId).limit(40).toList();

        List<Future<?>> both = new ArrayList<>();
        for (UUID each : workspaces) {
            both.add(applying(each, 2, aMemberAdded(each, "bob")));
            both.add(applying(each, 1, aWorkspaceCreated(each)));
        }
        Awaiting.get(Future.join(both));

        assertThat(number("SELECT count(*) FROM membership WHERE version = 2 AND workspace_id IN ("
                        + workspaces.stream().map(each -> "'" + each + "'").collect(Collectors.joining(","))
                        + ")"))
                .isEqualTo(40);
    }

    private void keep(long version, Fact fact) {
        assertThat(Awaiting.get(applying(workspace, version, fact))).isEqualTo(new Verdict.Kept());
    }

    private static Future<Verdict> applying(UUID workspace, long version, Fact fact) {
        MembershipChange change = MembershipChange.of(fact, version, anId()).orElseThrow();
        return POOL.withTransaction(tx -> Rosters.load(tx, Set.of(workspace), Set.of(), Set.of(workspace))
                .compose(rosters -> {
                    Verdict verdict = rosters.apply(change);
                    return rosters.save(tx).map(verdict);
                }));
    }

    private static long gaps() {
        return Awaiting.get(new EarlyChanges(POOL).waitingLongerThan(0));
    }

    private static long number(String query) {
        return Awaiting.get(
                POOL.query(query).execute().map(rows -> rows.iterator().next().getLong(0)));
    }

    private void apply(Fact... facts) {
        apply(1, facts);
    }

    private void apply(long firstVersion, Fact... facts) {
        Awaiting.get(POOL.withTransaction(tx -> Rosters.load(tx, Set.of(workspace), Set.of(), Set.of(workspace))
                .compose(rosters -> {
                    for (int i = 0; i < facts.length; i++) {
                        assertThat(rosters.apply(MembershipChange.of(facts[i], firstVersion + i, anId())
                                        .orElseThrow()))
                                .isEqualTo(new Verdict.Applies());
                    }
                    return rosters.save(tx);
                })));
    }

    private Rosters load() {
        return Awaiting.get(
                POOL.withTransaction(tx -> Rosters.load(tx, Set.of(workspace), Set.of(workspace), Set.of())));
    }
}
