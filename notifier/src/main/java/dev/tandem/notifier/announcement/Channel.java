package dev.tandem.notifier.announcement;

import dev.tandem.messaging.UnitOfWork;
import java.util.List;

/**
 * Notifies people of events, as the in-app inbox and mail do. Rules decide who is notified of what; a channel decides how.
 * Each channel has a package of its own.
 */
@FunctionalInterface
public interface Channel {

    /**
     * Adds to the transaction of the events whatever the channel needs to notify the recipients; external systems are called
     * later, outside of the transaction. Idempotent per event and recipient.
     *
     * @param announcements never empty
     */
    void announce(UnitOfWork work, List<Announcement> announcements);
}
