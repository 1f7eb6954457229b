package dev.tandem.messaging.rebuild;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.PayloadReader;
import dev.tandem.messaging.broker.EventLog;
import dev.tandem.messaging.broker.LogRecord;
import dev.tandem.messaging.envelope.CloudEvents;
import dev.tandem.messaging.erasure.Redaction;
import dev.tandem.messaging.inbox.Inbox;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decodes the events of a log as the consumer would have received them: unpacked, and without those that the consumer would have
 * refused.
 *
 * @param clock the database's, as for the consumer
 * @param redaction removes erased people
 */
record LogEvents(PayloadReader reader, Clock clock, Redaction redaction) {

    List<Event> of(List<LogRecord> records) {
        return records.stream()
                .flatMap(written -> CloudEvents.read(written.contentType(), written.body()).stream())
                .flatMap(this::readable)
                .toList();
    }

    /** The time of the first event of the log; empty if these records have none. */
    static Optional<Instant> firstTime(List<LogRecord> records) {
        return records.stream()
                .flatMap(written -> CloudEvents.read(written.contentType(), written.body()).stream())
                .filter(CloudEvents.Entry.Readable.class::isInstance)
                .map(entry -> ((CloudEvents.Entry.Readable) entry).envelope())
                .filter(envelope -> !envelope.type().equals(EventLog.MARKER))
                .map(Envelope::time)
                .findFirst();
    }

    private Stream<Event> readable(CloudEvents.Entry entry) {
        if (!(entry instanceof CloudEvents.Entry.Readable event) || !admitted(event.envelope())) {
            return Stream.empty();
        }
        try {
            Redaction.Content content = redaction.of(event.envelope(), event.data());
            Object payload = reader.read(event.envelope().type(), content.data());
            return Stream.of(new Event(content.envelope(), payload, 1, Context.root()));
        } catch (RuntimeException unreadable) {
            return Stream.empty();
        }
    }

    /** Returns true if the inbox would have admitted the event when the event was new. */
    private boolean admitted(Envelope envelope) {
        return !envelope.type().equals(EventLog.MARKER)
                && Inbox.objection(envelope.id(), clock.instant(), true).isEmpty();
    }
}
