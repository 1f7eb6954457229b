package dev.tandem.project.command;

import dev.tandem.contracts.CreateProject;
import dev.tandem.contracts.CreateWorkspace;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.kit.http.Problem;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.MessageHandler;
import dev.tandem.messaging.Outcome;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.ProjectCreation;
import dev.tandem.project.workspace.WorkspaceCreation;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Decides commands, in the order in which they come, and writes what they come to: state, facts, and the end of the
 * operation. A command that is refused for a reason its sender should see ends its operation; one that breaks its contract,
 * or whose refusal nobody would see, is dead-lettered.
 */
public final class CommandHandler implements MessageHandler {

    /** The queue it is made for. */
    public static final String QUEUE = "project-service.commands";

    private final Clock clock;

    public CommandHandler(Clock clock) {
        this.clock = clock;
    }

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
        return Ledger.load(work.sql(), requests).compose(ledger -> {
            for (int i = 0; i < requests.size(); i++) {
                outcomes.set(places.get(i), execute(requests.get(i), ledger, work));
            }
            return ledger.save(work.sql()).map(outcomes);
        });
    }

    private Outcome execute(Request request, Ledger ledger, UnitOfWork work) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Decision decision = decide(request, ledger, now);
        if (decision instanceof Decision.Accepted accepted) {
            for (Occurrence occurrence : accepted.occurrences()) {
                ledger.enter(request.command(), occurrence);
                work.send(request.origin().tell(occurrence), request.context());
            }
            succeed(request, work, now);
            return Outcome.done();
        }
        return fail(request, ((Decision.Refused) decision).problem(), work, now);
    }

    private static Decision decide(Request request, Ledger ledger, Instant now) {
        UUID workspaceId = request.workspaceId();
        if (request.command() instanceof CreateProject command) {
            return ProjectCreation.decide(
                    command,
                    new ProjectCreation.Situation(
                            ledger.workspace(workspaceId),
                            ledger.member(workspaceId, request.actor()),
                            ledger.member(workspaceId, request.leadOf(command)),
                            ledger.project(command.projectId())),
                    now);
        }
        return WorkspaceCreation.decide((CreateWorkspace) request.command(), ledger.workspace(workspaceId), now);
    }

    private static void succeed(Request request, UnitOfWork work, Instant now) {
        UUID operation = request.operationId();
        if (operation != null) {
            OperationSucceeded end = request.command() instanceof CreateProject project
                    ? new OperationSucceeded(
                            operation, "project", project.projectId().toString(), null)
                    : new OperationSucceeded(
                            operation, "workspace", request.workspaceId().toString(), null);
            work.send(request.origin().tell(end, now), request.context());
        }
    }

    private static Outcome fail(Request request, Problem problem, UnitOfWork work, Instant now) {
        UUID operation = request.operationId();
        String detail = problem.detail() == null ? problem.title() : problem.detail();
        if (operation == null) {
            return Outcome.refuse(detail);
        }
        OperationFailed end = new OperationFailed(operation, problem.type(), problem.title(), problem.status(), detail);
        work.send(request.origin().tell(end, now), request.context());
        return Outcome.done();
    }
}
