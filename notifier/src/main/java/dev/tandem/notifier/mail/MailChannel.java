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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Enters a mail for each recipient of a mention or an assignment, who may have said that they want none; of news only for those
 * who said that they want them.
 */
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
        List<Announcement> news = announcements.stream()
                .filter(each -> each.concern() == Concern.NEWS)
                .toList();
        List<Announcement> personal = announcements.stream()
                .filter(each -> each.concern() != Concern.NEWS)
                .toList();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AtomicBoolean some = new AtomicBoolean(!personal.isEmpty());
        if (!personal.isEmpty()) {
            work.beforeCommit(tx -> new DeliveryStore(tx).append(NAME, personal, now));
        }
        if (!news.isEmpty()) {
            work.beforeCommit(tx -> new NewsStore(tx).append(news, now).onSuccess(number -> {
                if (number > 0) {
                    some.set(true);
                }
            }));
        }
        work.afterCommit(() -> {
            if (some.get()) {
                entered.run();
            }
        });
    }
}
