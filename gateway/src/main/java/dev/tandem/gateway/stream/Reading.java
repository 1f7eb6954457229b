package dev.tandem.gateway.stream;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The place that one listener has reached in one kind of news.
 *
 * <p>A place is given when something is written, and it can be read when that is committed, which may be later than what has a
 * place behind it. So each reading begins some time before the position, and what was told at that place is not told again.
 */
final class Reading {

    /** Longer than a transaction of ours can last: the server ends one that stands still after ten seconds. */
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

    /** Up to when all is told, but for what commits late. */
    Instant position() {
        return position;
    }

    /** There may be more. */
    void want() {
        wanted = true;
    }

    /** Whether there may be something to be read, and nothing is read now. */
    boolean isDue() {
        return !underWay && (wanted || goOn != null);
    }

    /** Reads on; {@link #done} or {@link #failed} has to follow. */
    Future<StreamSource.Page> next() {
        underWay = true;
        if (goOn != null) {
            return news.behind(goOn);
        }
        wanted = false;
        return news.behind(Mark.before(position.minus(OVERLAP)));
    }

    /** The client has it, and all before. */
    void passed(StreamSource.Item item) {
        moveTo(item.place().at());
    }

    /** All that was read is told. */
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
