package dev.tandem.kit.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.composite.JsonProvider;
import net.logstash.logback.composite.JsonProviders;
import net.logstash.logback.composite.loggingevent.KeyValuePairsJsonProvider;
import net.logstash.logback.composite.loggingevent.LogLevelJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggerNameJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventThreadNameJsonProvider;
import net.logstash.logback.composite.loggingevent.MdcJsonProvider;
import net.logstash.logback.composite.loggingevent.MessageJsonProvider;
import net.logstash.logback.composite.loggingevent.StackTraceJsonProvider;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;

/**
 * Writes one JSON object per line: {@code time} (UTC), {@code level}, {@code logger}, {@code thread}, {@code message}, then
 * if known {@code service}, {@code trace}, {@code span}, {@code correlation}, {@code operation}, {@code workspace}, the
 * fields of the line itself, and {@code error} with the stack trace. Belongs inside an {@link OffThreadAppender}.
 */
public final class JsonLines extends LoggingEventCompositeJsonEncoder {

    @Override
    public void start() {
        LoggingEventFormattedTimestampJsonProvider time = new LoggingEventFormattedTimestampJsonProvider();
        time.setFieldName("time");
        time.setPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
        time.setTimeZone("UTC");
        LoggerNameJsonProvider logger = new LoggerNameJsonProvider();
        logger.setFieldName("logger");
        LoggingEventThreadNameJsonProvider thread = new LoggingEventThreadNameJsonProvider();
        thread.setFieldName("thread");
        StackTraceJsonProvider error = new StackTraceJsonProvider();
        error.setFieldName("error");
        add(
                time,
                new LogLevelJsonProvider(),
                logger,
                thread,
                new MessageJsonProvider(),
                new MdcJsonProvider(),
                new KeyValuePairsJsonProvider(),
                error);
        super.start();
    }

    @SafeVarargs
    private void add(JsonProvider<ILoggingEvent>... providers) {
        JsonProviders<ILoggingEvent> all = getProviders();
        for (JsonProvider<ILoggingEvent> provider : providers) {
            all.addProvider(provider);
        }
    }
}
