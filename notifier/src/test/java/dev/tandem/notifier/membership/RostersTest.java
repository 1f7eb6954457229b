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
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Memberships as the database keeps them from one transaction to the next. */
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
                new MemberChanged(workspace, "bob", Role.admin, "bob@example.com", "Bob"),
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

    private void apply(Fact... facts) {
        apply(1, facts);
    }

    private void apply(long firstVersion, Fact... facts) {
        Awaiting.get(POOL.withTransaction(tx -> Rosters.load(tx, Set.of(workspace), Set.of())
                .compose(rosters -> {
                    for (int i = 0; i < facts.length; i++) {
                        assertThat(rosters.apply(MembershipChange.of(facts[i], firstVersion + i)
                                        .orElseThrow()))
                                .isEqualTo(new Verdict.Applies());
                    }
                    return rosters.save(tx);
                })));
    }

    private Rosters load() {
        return Awaiting.get(POOL.withTransaction(tx -> Rosters.load(tx, Set.of(workspace), Set.of(workspace))));
    }
}
