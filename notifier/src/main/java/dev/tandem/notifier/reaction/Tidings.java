package dev.tandem.notifier.reaction;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.NotificationsAdded;
import dev.tandem.contracts.Person;
import dev.tandem.contracts.Recipient;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Message;
import dev.tandem.notifier.inbox.Actor;
import dev.tandem.notifier.inbox.Announcement;
import dev.tandem.notifier.inbox.Delivered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of new entries in inboxes, for those who look at theirs at this moment. */
final class Tidings {

    private static final String SOURCE = "/notifier";
    private static final int MOST_RECIPIENTS = 200;

    private Tidings() {}

    /**
     * One message, or as many as it takes for all recipients.
     *
     * @param told the event of which the announcement tells
     * @param now when the entries were written
     */
    static List<Message> of(Told told, Delivered delivered, Instant now) {
        List<Recipient> recipients = delivered.entries().stream()
                .map(entry -> new Recipient(entry.userId(), entry.id()))
                .toList();
        List<Message> messages = new ArrayList<>();
        for (int from = 0; from < recipients.size(); from += MOST_RECIPIENTS) {
            int to = Math.min(from + MOST_RECIPIENTS, recipients.size());
            messages.add(message(told.envelope(), delivered.announcement(), recipients.subList(from, to), now));
        }
        return messages;
    }

    private static Message message(Envelope event, Announcement announcement, List<Recipient> recipients, Instant now) {
        NotificationsAdded payload = new NotificationsAdded(
                announcement.eventId(),
                announcement.workspaceId(),
                announcement.projectId(),
                announcement.taskId(),
                announcement.kind(),
                announcement.text(),
                person(announcement.actor()),
                now.toString(),
                recipients);
        Contract contract = Contracts.of(payload);
        Envelope envelope = new Envelope(
                UuidCreator.getTimeOrderedEpoch(),
                SOURCE,
                contract.type(),
                event.id().toString(),
                now,
                event.tenant(),
                event.actor(),
                event.correlationId(),
                event.id().toString(),
                event.operationId(),
                0,
                null,
                null);
        return new Message(contract.exchange(), contract.routingKey(), envelope, payload);
    }

    private static @Nullable Person person(@Nullable Actor actor) {
        return actor == null ? null : new Person(actor.id(), null, actor.name());
    }
}
