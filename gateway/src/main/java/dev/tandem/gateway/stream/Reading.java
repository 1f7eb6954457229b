package dev.tandem.gateway.stream;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the position that one listener has reached in one kind of news.
 *
 * <p>An item gets its position when it is written and is readable when that commits, possibly after items with later
 * positions. So each reading begins some time before the listener's position, and what was already sent is not sent again.
 */
final class Reading {

    /** Longer than any transaction of the services: the server ends a stalled one after ten seconds. */
    static final Duration OVERLAP = Duration.ofSeconds(15);

    private final StreamSource news;
    private Instant position;
    private @Nullable Mark goOn;
    private boolean wanted;
    private boolean underWay;

    Reading(StreamSource news, Instant position) {
        this.news = news;
        this.position = position;
    }

    /** The name of its events. */
    String name() {
        return news.name();
    }

    /** The time up to which everything was sent, except late commits. */
    Instant position() {
        return position;
    }

    /** Notes that there may be more. */
    void want() {
        wanted = true;
    }

    /** Returns true if there may be something to read and no reading is under way. */
    boolean isDue() {
        return !underWay && (wanted || goOn != null);
    }

    /** Reads on; call {@link #done} or {@link #failed} afterwards. */
    Future<StreamSource.Page> next() {
        underWay = true;
        if (goOn != null) {
            return news.behind(goOn);
        }
        wanted = false;
        return news.behind(Mark.before(position.minus(OVERLAP)));
    }

    /** Notes that this item and all before it were sent. */
    void passed(StreamSource.Item item) {
        moveTo(item.place().at());
    }

    /** Notes that all items of the page were sent. */
    void done(StreamSource.Page page) {
        underWay = false;
        goOn = page.next();
        if (goOn == null) {
            moveTo(page.readAt());
        }
    }

    void failed() {
        underWay = false;
        goOn = null;
    }

    private void moveTo(Instant place) {
        if (place.isAfter(position)) {
            position = place;
        }
    }
}
