package dev.tandem.kit.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/**
 * Writes {@link TextLines} or {@link JsonLines}, depending on {@code LOG_FORMAT}; by default text on a terminal and JSON
 * elsewhere.
 */
public final class ConsoleLines extends EncoderBase<ILoggingEvent> {

    private final Encoder<ILoggingEvent> chosen =
            LogFormat.of(System.getenv()) == LogFormat.JSON ? new JsonLines() : new TextLines();

    @Override
    public void start() {
        chosen.setContext(getContext());
        chosen.start();
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        chosen.stop();
    }

    @Override
    public byte[] headerBytes() {
        return chosen.headerBytes();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return chosen.encode(event);
    }

    @Override
    public byte[] footerBytes() {
        return chosen.footerBytes();
    }
}
