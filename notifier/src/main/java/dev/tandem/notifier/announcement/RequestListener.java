package dev.tandem.notifier.announcement;

import dev.tandem.messaging.UnitOfWork;
import java.util.List;

/** Receives requests for mails to people who may be no members. */
@FunctionalInterface
public interface RequestListener {

    /**
     * Adds statements to the transaction of the requests. They commit with the requests, once per request, or are rolled back with
     * them.
     *
     * @param requests never empty
     */
    void hear(UnitOfWork work, List<ReceivedRequest> requests);
}
