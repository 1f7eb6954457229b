package dev.tandem.notifier.mail;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.SendInvitation;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.ReceivedRequest;
import dev.tandem.notifier.announcement.RequestListener;
import dev.tandem.notifier.delivery.DeliveryStore;
import dev.tandem.notifier.delivery.DeliveryStore.Entry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Enters a delivery for each invitation that is to be mailed.
 *
 * @param entered called after each commit
 */
record InvitationMails(Clock clock, Runnable entered) implements RequestListener {

    @Override
    public void hear(UnitOfWork work, List<ReceivedRequest> requests) {
        List<Entry> entries = requests.stream()
                .filter(each -> each.request() instanceof SendInvitation)
                .map(InvitationMails::entry)
                .toList();
        work.beforeCommit(tx -> new DeliveryStore(tx)
                .append(InvitationCarrier.CHANNEL, entries, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        work.afterCommit(entered);
    }

    private static Entry entry(ReceivedRequest received) {
        SendInvitation invitation = (SendInvitation) received.request();
        return new Entry(
                UuidCreator.getTimeOrderedEpoch(),
                invitation.invitationId().toString(),
                invitation.workspaceId(),
                received.cause());
    }
}
