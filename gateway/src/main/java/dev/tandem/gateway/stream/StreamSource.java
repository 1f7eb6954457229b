package dev.tandem.gateway.stream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source of events for users. */
interface StreamSource {

    /** The name of its events. */
    String name();

    /** One user's items after a position. Fails with a problem of status 401 if the user's token is no longer valid. */
    Future<Page> behind(Mark place);

    /**
     * @param items in the order of their positions
     * @param next where to read on, if there may be more
     * @param readAt by the clock that gives items their positions. An item that commits later may have an earlier position
     */
    record Page(List<Item> items, @Nullable Mark next, Instant readAt) {}

    record Item(Mark place, JsonObject data) {}
}
