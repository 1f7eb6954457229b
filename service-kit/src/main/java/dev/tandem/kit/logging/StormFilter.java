package dev.tandem.kit.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.opentelemetry.api.baggage.Baggage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Keeps one fault from flooding the log. Of a logger's lines at WARN or above with the same message, lets {@value #LINES} a
 * minute through, and at the end of the minute logs the number of suppressed lines. Messages are the same if they differ only in
 * their arguments. After {@value #MOST_WORDS} different messages in a minute, suppresses nothing more in that minute.
 *
 * <p>Never suppresses a line with a correlation id, because people search for the lines of a request or an event by it.
 * Referenced in a Logback configuration.
 */
public final class StormFilter extends TurboFilter {

    static final int LINES = 10;

    private static final int MOST_WORDS = 1_000;
    private static final Marker COUNTED = MarkerFactory.getDetachedMarker("COUNTED");

    private record Said(Logger logger, String words) {}

    private final Map<Said, Integer> times = new ConcurrentHashMap<>();
    private @Nullable ScheduledFuture<?> minutes;

    @Override
    public void start() {
        minutes = getContext().getScheduledExecutorService().scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.MINUTES);
        super.start();
    }

    @Override
    public void stop() {
        ScheduledFuture<?> running = minutes;
        if (running != null) {
            running.cancel(false);
        }
        super.stop();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String words,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        if (words == null
                || !level.isGreaterOrEqual(Level.WARN)
                || COUNTED.equals(marker)
                || times.size() >= MOST_WORDS
                || Baggage.current().getEntryValue("correlation.id") != null) {
            return FilterReply.NEUTRAL;
        }
        return times.merge(new Said(logger, words), 1, Integer::sum) > LINES ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    /** Logs how many lines were suppressed in the last minute, and begins the next. */
    void tell() {
        times.forEach((said, count) -> {
            if (count > LINES) {
                said.logger.warn(COUNTED, "Said {} times more within a minute: {}", count - LINES, said.words);
            }
        });
        times.clear();
    }
}
