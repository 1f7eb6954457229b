package dev.tandem.notifier.digest;

import static dev.tandem.notifier.Facts.ANNA;
import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.ProjectArchived;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectRenamed;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.Facts;
import dev.tandem.notifier.announcement.ReceivedFact;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Remembers names in a real database. */
class ProjectNamesTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final URI DATABASE =
            URI.create(SharedBackends.get().postgres().uri("names"));
    private static final Pool POOL = Databases.pool(VERTX, DATABASE, "test", 1);

    private final UUID workspace = anId();
    private final UUID project = anId();

    @BeforeAll
    static void tables() {
        Awaiting.get(Migrations.migrate(VERTX, DATABASE, Migration.of("notifier")));
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void a_project_has_its_latest_name_in_whatever_order_events_come() {
        hear(created("Apollo"), renamed("Gemini"));
        assertThat(names()).containsExactly("Gemini");

        hear(List.of(4L, 3L), renamed("Mercury"), renamed("late"));
        hear(List.of(2L), renamed("later still"));
        assertThat(names()).containsExactly("Mercury");
    }

    @Test
    void a_deleted_project_keeps_its_name_for_a_while_whatever_comes_late() {
        hear(List.of(3L), new ProjectDeleted(project, workspace, "Apollo", ANNA));
        hear(List.of(2L), renamed("late"));

        assertThat(names()).containsExactly("Apollo");
        assertThat(Awaiting.get(POOL.preparedQuery("SELECT deleted_at FROM project_name WHERE project_id = $1")
                                .execute(Tuple.of(project)))
                        .iterator()
                        .next()
                        .getOffsetDateTime(0))
                .isNotNull();
    }

    @Test
    void any_event_of_a_project_tells_its_name() {
        hear(List.of(7L), new ProjectArchived(project, workspace, "Apollo", ANNA));

        assertThat(names()).containsExactly("Apollo");
    }

    private ProjectCreated created(String name) {
        return new ProjectCreated(project, workspace, name, "anna", ANNA, null, 1);
    }

    private ProjectRenamed renamed(String name) {
        return new ProjectRenamed(project, workspace, name, "before", ANNA);
    }

    private void hear(Fact... facts) {
        hear(IntStream.rangeClosed(1, facts.length).mapToObj(Long::valueOf).toList(), facts);
    }

    private void hear(List<Long> sequences, Fact... facts) {
        List<ReceivedFact> received = IntStream.range(0, facts.length)
                .mapToObj(i -> new ReceivedFact(Facts.envelope(facts[i], workspace, sequences.get(i)), facts[i]))
                .toList();
        Awaiting.get(POOL.withTransaction(tx -> {
            Writes writes = new Writes(tx, new ArrayList<>());
            new ProjectNames().hear(writes, received, List.of());
            return Future.all(writes.statements.stream()
                            .<Future<?>>map(each -> each.apply(tx))
                            .toList())
                    .map(true);
        }));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        Awaiting.get(POOL.preparedQuery("SELECT name FROM project_name WHERE project_id = $1")
                        .execute(Tuple.of(project)))
                .forEach(row -> names.add(row.getString(0)));
        return names;
    }

    /** Collects what is to be written. */
    private record Writes(SqlConnection sql, List<Function<SqlConnection, Future<?>>> statements)
            implements UnitOfWork {

        @Override
        public void send(Message message, Context cause) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void beforeCommit(Function<SqlConnection, Future<?>> more) {
            statements.add(more);
        }

        @Override
        public void afterCommit(Runnable then) {
            throw new UnsupportedOperationException();
        }
    }
}
