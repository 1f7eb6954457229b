package dev.tandem.project.command;

import dev.tandem.contracts.Fault;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.kit.http.Problem;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides commands in the order of their arrival and writes the results: state, facts and the end of the operation. A
 * refused command ends its operation. A command that breaks its contract, or is refused without an operation to report
 * it, is dead-lettered.
 */
public record CommandHandler(Clock clock) implements MessageHandler {

    /** The queue that this handler consumes. */
    public static final String QUEUE = "project-service.commands";

    @Override
    public Future<List<Outcome>> handle(UnitOfWork work, List<Event> events) {
        List<Request> requests = new ArrayList<>(events.size());
        List<Outcome> outcomes = new ArrayList<>(events.size());
        List<Integer> places = new ArrayList<>(events.size());
        for (Event event : events) {
            try {
                requests.add(Request.of(event));
                places.add(outcomes.size());
                outcomes.add(Outcome.done());
            } catch (Request.Malformed malformed) {
                outcomes.add(Outcome.refuse(String.valueOf(malformed.getMessage())));
            }
        }
        BatchState batch = new BatchState();
        requests.forEach(request -> request.useCase().needs(batch));
        return batch.load(work.sql()).map(loaded -> {
            for (int i = 0; i < requests.size(); i++) {
                outcomes.set(places.get(i), execute(requests.get(i), batch, work));
            }
            work.beforeCommit(batch::save);
            return outcomes;
        });
    }

    private Outcome execute(Request request, BatchState batch, UnitOfWork work) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Decision decision = request.useCase().decide(batch, now);
        if (decision instanceof Decision.Refused refused) {
            return fail(request, refused.problem(), work, now);
        }
        List<UUID> told = new ArrayList<>();
        for (Occurrence occurrence : ((Decision.Accepted) decision).occurrences()) {
            request.useCase().enter(occurrence, batch);
            Message message = request.origin().tell(occurrence);
            told.add(message.envelope().id());
            work.send(message, request.context());
        }
        succeed(request, told, work, now);
        return Outcome.done();
    }

    private static void succeed(Request request, List<UUID> told, UnitOfWork work, Instant now) {
        UUID operation = request.operationId();
        if (operation != null) {
            OperationSucceeded end = request.useCase().target().reachedBy(operation, told);
            work.send(request.origin().tell(end, now), request.context());
        }
    }

    private static Outcome fail(Request request, Problem problem, UnitOfWork work, Instant now) {
        UUID operation = request.operationId();
        String detail = problem.detail() == null ? problem.title() : problem.detail();
        if (operation == null) {
            return Outcome.refuse(detail);
        }
        OperationFailed end = new OperationFailed(
                operation, problem.type(), problem.title(), problem.status(), detail, faults(problem));
        work.send(request.origin().tell(end, now), request.context());
        return Outcome.done();
    }

    private static @Nullable List<Fault> faults(Problem problem) {
        return problem.errors().isEmpty()
                ? null
                : problem.errors().stream()
                        .map(error -> new Fault(error.pointer(), error.detail()))
                        .toList();
    }
}
