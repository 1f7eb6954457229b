package dev.tandem.deadletters.letter;

import dev.tandem.kit.table.Columns;
import dev.tandem.kit.table.Times;
import dev.tandem.messaging.Envelope;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The attributes of a message's envelope; all are absent if no event could be read. */
public record About(
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String tenant,
        @Nullable String subject,
        @Nullable String operationId,
        @Nullable String correlationId,
        @Nullable Instant time) {

    public static final About NOTHING = new About(null, null, null, null, null, null, null);

    public static final Columns<About> COLUMNS = Columns.<About>none()
            .id("event_id", About::eventId)
            .text("type", About::type)
            .text("tenant", About::tenant)
            .text("subject", About::subject)
            .text("operation_id", About::operationId)
            .text("correlation_id", About::correlationId)
            .time("event_time", About::time);

    private static final int LONGEST = 1_000;

    static About from(Row row) {
        return new About(
                row.getUUID("event_id"),
                row.getString("type"),
                row.getString("tenant"),
                row.getString("subject"),
                row.getString("operation_id"),
                row.getString("correlation_id"),
                Times.optionalIn(row, "event_time"));
    }

    public static About of(Envelope envelope) {
        return new About(
                envelope.id(),
                Texts.stored(envelope.type(), LONGEST),
                Texts.stored(envelope.tenant(), LONGEST),
                Texts.stored(envelope.subject(), LONGEST),
                Texts.storedIfPresent(envelope.operationId(), LONGEST),
                Texts.stored(envelope.correlationId(), LONGEST),
                Times.storable(envelope.time()));
    }
}
