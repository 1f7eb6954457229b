package dev.tandem.notifier.inbox;

import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.hint.Hints;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.Channel;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes announcements into the recipients' inboxes, and sends hints about these inboxes. */
public record InAppChannel(Clock clock, Hints hints) implements Channel {

    @Override
    public void announce(UnitOfWork work, List<Announcement> announcements) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        work.beforeCommit(tx -> new NotificationStore(tx).append(announcements, now));
        Set<String> inboxes = announcements.stream()
                .flatMap(each -> each.recipients().stream())
                .map(InboxSubjects::of)
                .collect(Collectors.toSet());
        hints.tell(work, inboxes);
    }
}
