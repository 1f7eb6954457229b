package dev.tandem.messaging.outbox;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.Transactor;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TransactionsTest {

    private final MessagingFixture service = new MessagingFixture();
    private final List<String> said = new ArrayList<>();
    private Transactor transactor;

    @BeforeEach
    void start() {
        transactor = service.start().transactor(service.pool);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void what_is_to_be_done_before_the_commit_is_done_in_order_and_then_what_follows_it() {
        UUID row = UUID.randomUUID();

        await(transactor.transact(work -> {
            work.afterCommit(() -> said.add("committed"));
            work.beforeCommit(tx -> insert(tx, row).onSuccess(v -> said.add("inserted")));
            work.beforeCommit(tx -> delete(tx, row).onSuccess(v -> said.add("deleted")));
            return Future.succeededFuture();
        }));

        assertThat(said).containsExactly("inserted", "deleted", "committed");
        assertThat(service.rows("effect")).isZero();
    }

    @Test
    void a_statement_that_fails_before_the_commit_rolls_all_back() {
        assertThatThrownBy(() -> await(transactor.transact(work -> {
                    work.afterCommit(() -> said.add("committed"));
                    work.beforeCommit(tx -> insert(tx, UUID.randomUUID()));
                    work.beforeCommit(tx -> tx.query("SELECT 1 / 0").execute());
                    return Future.succeededFuture();
                })))
                .hasMessageContaining("division by zero");

        assertThat(service.rows("effect")).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void what_has_failed_before_it_was_sent_keeps_the_commit_from_being_sent() {
        assertThatThrownBy(() -> await(transactor.transact(work -> {
                    work.beforeCommit(tx -> insert(tx, UUID.randomUUID()));
                    work.beforeCommit(tx -> Future.failedFuture("changed my mind"));
                    return Future.succeededFuture();
                })))
                .hasMessageContaining("changed my mind");

        assertThat(service.rows("effect")).isZero();
    }

    @Test
    void a_statement_that_waits_for_the_answer_to_another_is_found_out() {
        UUID row = UUID.randomUUID();

        assertThatThrownBy(() -> await(transactor.transact(work -> {
                    work.beforeCommit(tx -> insert(tx, row).compose(inserted -> delete(tx, row)));
                    return Future.succeededFuture();
                })))
                .hasMessageContaining("send all of them at once");
    }

    private static Future<?> insert(SqlClient tx, UUID row) {
        return tx.preparedQuery("INSERT INTO effect VALUES ($1, 1)").execute(Tuple.of(row));
    }

    private static Future<?> delete(SqlClient tx, UUID row) {
        return tx.preparedQuery("DELETE FROM effect WHERE event_id = $1").execute(Tuple.of(row));
    }
}
