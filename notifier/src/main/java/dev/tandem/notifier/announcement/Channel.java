package dev.tandem.notifier.announcement;

import dev.tandem.messaging.UnitOfWork;
import java.util.List;

/**
 * A way of telling people, such as the in-app inbox. Rules decide who is told of what; a channel decides how, and each has a
 * package of its own.
 */
@FunctionalInterface
public interface Channel {

    /**
     * Adds to the transaction of the events whatever the channel needs to tell the recipients; external systems are told
     * later, outside of it. Idempotent per event and recipient.
     *
     * @param announcements never empty
     */
    void announce(UnitOfWork work, List<Announcement> announcements);
}
