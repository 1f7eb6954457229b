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
 * Keeps one fault from filling the log: of what one logger says in the same words, at WARN or above, {@value #LINES} lines are
 * written in a minute, and at its end how many more there were. Words are the same when they differ only in their arguments.
 *
 * <p>Lines that belong to a request or an event are never held back, for a correlation id leads to them. Named in a Logback
 * configuration.
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

    /** Says how many lines the last minute held back, and begins the next. */
    void tell() {
        times.forEach((said, count) -> {
            if (count > LINES) {
                said.logger.warn(COUNTED, "Said {} times more within a minute: {}", count - LINES, said.words);
            }
        });
        times.clear();
    }
}
