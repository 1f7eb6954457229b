package dev.tandem.notifier;

import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.TandemService;
import dev.tandem.kit.Platform;
import dev.tandem.kit.health.Status;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.messaging.rebuild.Rebuilds;
import dev.tandem.notifier.announcement.Channel;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.delivery.DeliveryEffects;
import dev.tandem.notifier.digest.DigestStore;
import dev.tandem.notifier.digest.ErasedDigests;
import dev.tandem.notifier.inbox.CommentTexts;
import dev.tandem.notifier.inbox.InAppChannel;
import dev.tandem.notifier.inbox.Inbox;
import dev.tandem.notifier.inbox.PurgedTasks;
import dev.tandem.notifier.mail.InvitingByMail;
import dev.tandem.notifier.mail.Mail;
import dev.tandem.notifier.membership.ErasedMembers;
import dev.tandem.notifier.membership.MembershipGapGauge;
import dev.tandem.notifier.preference.Preferences;
import dev.tandem.notifier.reaction.EventHandler;
import dev.tandem.notifier.reaction.Reaction;
import dev.tandem.notifier.rebuild.MembershipModel;
import dev.tandem.notifier.webhook.Webhooks;
import dev.tandem.runtime.Service;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Assembles the service: its channels, consumer, rebuild and warm-up. */
public final class Notifier {

    public static final String NAME = TandemService.NOTIFIER.serviceName();

    private Notifier() {}

    /** Succeeds when the service is ready; see {@link Service#start}. */
    public static Future<Service> start(Platform platform, NotifierConfig config, Shutdown shutdown) {
        return start(platform, config, shutdown, Rebuilds.PATIENCE);
    }

    /** @param patience how long a rebuild waits for the log to reach a workspace that is ahead of it */
    static Future<Service> start(Platform platform, NotifierConfig config, Shutdown shutdown, Duration patience) {
        Service service = Service.named(NAME, platform, config.settings(), shutdown);
        Clock clock = Clock.systemUTC();
        Hints hints = service.hints("who listens is told late");
        List<Channel> channels = new ArrayList<>(List.of(new InAppChannel(clock, hints)));
        Permissions permissions = service.permissions(config.projectService());
        Inbox.addTo(
                service,
                hints,
                permissions,
                clock,
                config.notificationsKept(),
                List.of(Mail.outside(service.pool(), config.mail(), clock)));
        List<FactListener> listeners = new ArrayList<>(List.of(new CommentTexts(), new PurgedTasks()));
        Mail.addTo(service, platform, config.mail(), permissions, clock).ifPresent(mail -> {
            channels.add(mail.channel());
            listeners.add(mail.names());
        });
        InvitingByMail.Reactions inviting =
                InvitingByMail.addTo(service, platform, config.mail(), config.inviting(), clock);
        listeners.add(inviting.joining());
        Preferences.addTo(service, permissions, (tx, user) -> new DigestStore(tx).reschedule(user));
        Webhooks.addTo(service, platform, config.webhooks(), config.mail().site(), permissions, channels, clock)
                .ifPresent(listeners::add);
        MembershipGapGauge gaps = new MembershipGapGauge(service.pool(), platform.meters());
        platform.health().watch("members", () -> Status.degradedIf(gaps.sentence()));
        return service.deploys("gaps", gaps)
                .consumes(
                        EventHandler.QUEUE,
                        Contracts::readForNotifier,
                        new EventHandler(new Reaction(channels, listeners), List.of(inviting.requests())))
                .keepsOfPeople(ErasedMembers.PERSONAL_DATA)
                .keepsOfPeople(ErasedDigests.LAST)
                .warmsUpBy((stage, messaging) -> HotPaths.on(stage, config, messaging))
                .rebuilds(new MembershipModel(EventHandler.QUEUE, Contracts::readFact))
                .waitingForTheLog(patience)
                .servesEffects(EventHandler.QUEUE, new DeliveryEffects(service.pool())::of)
                .start();
    }
}
