package dev.tandem.notifier.mail;

import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.Channel;
import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.delivery.DeliveryStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Enters a mail for each recipient of a mention or an assignment; news stay in the inbox. */
final class MailChannel implements Channel {

    static final String NAME = "mail";

    private final Clock clock;
    private final Runnable entered;

    /** @param entered called after each commit that entered mails */
    MailChannel(Clock clock, Runnable entered) {
        this.clock = clock;
        this.entered = entered;
    }

    @Override
    public void announce(UnitOfWork work, List<Announcement> announcements) {
        List<Announcement> mailed = announcements.stream()
                .filter(each -> each.concern() != Concern.NEWS)
                .toList();
        if (!mailed.isEmpty()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            work.beforeCommit(tx -> new DeliveryStore(tx).append(NAME, mailed, now));
            work.afterCommit(entered);
        }
    }
}
