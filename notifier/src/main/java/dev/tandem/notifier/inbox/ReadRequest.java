package dev.tandem.notifier.inbox;

import dev.tandem.kit.request.Fields;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A request to mark notifications of a user as read. */
sealed interface ReadRequest {

    int MOST_IDS = 100;

    /** These notifications, if they are the user's. */
    record Some(List<UUID> ids) implements ReadRequest {}

    /** This notification and all older ones; none if it is not the user's. */
    record UpTo(UUID last) implements ReadRequest {}

    /** All of the user's notifications. */
    record All() implements ReadRequest {}

    /** Reads {@code {ids}}, {@code {upTo}} or {@code {all: true}}; 422 for anything else. */
    static ReadRequest of(JsonObject body) {
        return Fields.read(body, ReadRequest::read);
    }

    private static ReadRequest read(Fields fields) {
        List<UUID> ids = fields.optionalIds("ids", MOST_IDS);
        UUID upTo = fields.optionalId("upTo");
        boolean all = fields.flag("all");
        List<String> given = Stream.of("ids", "upTo", "all").filter(fields::has).toList();
        if (given.isEmpty()) {
            fields.refuse("ids", "is missing, and so are upTo and all; one of them has to be given");
        }
        given.stream().skip(1).forEach(each -> fields.refuse(each, "is given beside " + given.get(0)));
        if (given.contains("all") && !all) {
            fields.refuse("all", "is not true");
        }
        if (ids != null) {
            return new Some(ids);
        }
        return upTo != null ? new UpTo(upTo) : new All();
    }
}
