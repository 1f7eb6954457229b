package dev.tandem.notifier.mail;

import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.Channel;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Inserts a mail for each recipient who wants to be mailed at once.
 *
 * @param entered called after each commit that inserted mails
 */
record MailChannel(Clock clock, Runnable entered) implements Channel {

    static final String NAME = "mail";

    @Override
    public void announce(UnitOfWork work, List<Announcement> announcements) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AtomicInteger number = new AtomicInteger();
        work.beforeCommit(tx -> new MailStore(tx).append(announcements, now).onSuccess(number::set));
        work.afterCommit(() -> {
            if (number.get() > 0) {
                entered.run();
            }
        });
    }
}
