package dev.tandem.gateway.stream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that users are told, where it is kept. */
interface StreamSource {

    /** The name of its events. */
    String name();

    /** What there is for one user behind a place. Fails with a problem of the status 401 when the user's token is good no longer. */
    Future<Page> behind(Mark place);

    /**
     * @param items in the order of their places
     * @param next where to read on, if there may be more
     * @param readAt by the clock that gives things their places. What commits later may have a place before it
     */
    record Page(List<Item> items, @Nullable Mark next, Instant readAt) {}

    record Item(Mark place, JsonObject data) {}
}
