package dev.tandem.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.OperationRetrying;
import dev.tandem.contracts.OperationStalled;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.Payload;
import dev.tandem.gateway.live.Subjects;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.hint.Hints;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is done when: nothing of it waits for an answer, so that all of it is one round trip. */
class OperationProjectionTest {

    private static final Vertx VERTX = Vertx.vertx();

    private final Hints hints = new Hints(PgBuilder.pool().using(VERTX).build());
    private final List<UUID> settled = new ArrayList<>();
    private final OperationProjection projection = new OperationProjection(hints, settled::add);
    private final List<String> told = new ArrayList<>();
    private final OnlyWriting work = new OnlyWriting();

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @Test
    void it_asks_nothing_before_the_commit() {
        assertThat(projection
                        .handle(work, List.of(event("anna", succeeded(id()))))
                        .succeeded())
                .isTrue();
        assertThat(work.before).isNotEmpty();
    }

    @Test
    void who_listens_and_who_counts_is_told_after_the_commit() {
        UUID ended = id();
        UUID stalled = id();
        UUID retried = id();
        listen(Subjects.operation(ended));
        listen(Subjects.operation(stalled));
        listen(Subjects.operation(retried));
        listen(Subjects.operationsOf("anna"));
        listen(Subjects.operationsOf("ben"));
        projection.handle(
                work,
                List.of(
                        event("anna", succeeded(ended)),
                        event(null, new OperationStalled(stalled, id(), "no")),
                        event("anna", new OperationRetrying(retried, 2, "2099-11-21T09:45:06Z", "again"))));
        assertThat(told).isEmpty();
        assertThat(settled).isEmpty();

        work.after.forEach(Runnable::run);

        assertThat(told)
                .containsExactlyInAnyOrder(
                        Subjects.operation(ended),
                        Subjects.operation(stalled),
                        Subjects.operation(retried),
                        Subjects.operationsOf("anna"));
        assertThat(settled).containsExactly(ended, stalled);
    }

    private void listen(String subject) {
        hints.on(subject, () -> told.add(subject));
    }

    private static OperationSucceeded succeeded(UUID operation) {
        return new OperationSucceeded(operation, "workspace", "w", List.of());
    }

    private static UUID id() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    private static Event event(@Nullable String actor, Payload payload) {
        Envelope envelope = Envelope.of(Contracts.of(payload).type())
                .id(id())
                .source("/test")
                .subject("s")
                .time(Instant.now())
                .tenant(id().toString())
                .actor(actor)
                .correlationId("c1")
                .build();
        return new Event(envelope, payload, 1, Context.root());
    }

    /** Its connection is not there yet. */
    private static final class OnlyWriting implements UnitOfWork {
        final List<Function<SqlConnection, Future<?>>> before = new ArrayList<>();
        final List<Runnable> after = new ArrayList<>();

        @Override
        public SqlConnection sql() {
            throw new AssertionError("Something is asked before the commit");
        }

        @Override
        public void send(Message message, Context cause) {
            throw new AssertionError("Something is sent");
        }

        @Override
        public void beforeCommit(Function<SqlConnection, Future<?>> statements) {
            before.add(statements);
        }

        @Override
        public void afterCommit(Runnable then) {
            after.add(then);
        }
    }
}
