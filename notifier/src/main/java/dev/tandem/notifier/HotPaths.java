package dev.tandem.notifier;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.Payload;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.kit.warmup.HotPath;
import dev.tandem.kit.warmup.Stage;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.rehearsal.Echo;
import dev.tandem.messaging.rehearsal.Rehearsal;
import dev.tandem.messaging.wiring.Messaging;
import dev.tandem.notifier.inbox.InAppChannel;
import dev.tandem.notifier.reaction.EventHandler;
import dev.tandem.notifier.reaction.Reaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Warms up what the creation of a project needs from this service: an entry in the inbox of every member, and a round trip
 * through the broker.
 */
final class HotPaths {

    private static final Person CREATOR = new Person("warm-up", null, "Warm-up");

    private HotPaths() {}

    /** Everything runs on the stage, except probes: they go through the broker to the service's own consumer. */
    static Future<List<HotPath>> on(Stage stage, NotifierConfig config, Messaging messaging) {
        Echo echo = messaging.echo(EventHandler.QUEUE);
        Pool pool = stage.pool(config.settings().database());
        return messaging
                .rehearse(
                        stage.platform().vertx(),
                        pool,
                        EventHandler.QUEUE,
                        Contracts::readFact,
                        new EventHandler(
                                new Reaction(List.of(new InAppChannel(Clock.systemUTC(), new Hints(pool))), List.of()),
                                List.of()))
                .map(events -> List.of(() -> tell(events), echo::probe));
    }

    /** Reports a workspace of two and its first project, in one transaction. */
    private static Future<?> tell(Rehearsal events) {
        UUID workspace = UuidCreator.getTimeOrderedEpoch();
        ProjectCreated created = new ProjectCreated(
                UuidCreator.getTimeOrderedEpoch(), workspace, "Warm-up", "warm-up", CREATOR, null, 2);
        return events.deliver(List.of(
                message(workspace, 1, new WorkspaceCreated(workspace, "Warm-up", CREATOR)),
                message(workspace, 2, new MemberAdded(workspace, "warm-up-2", Role.member, null, null, null)),
                message(workspace, 1, created)));
    }

    private static Message message(UUID workspace, long sequence, Payload payload) {
        return Rehearsal.message(Contracts.of(payload).type(), workspace, sequence, payload);
    }
}
