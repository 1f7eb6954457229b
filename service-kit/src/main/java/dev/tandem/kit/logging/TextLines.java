package dev.tandem.kit.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;

/**
 * Writes text lines for people, with service, trace and correlation at the end if known. Belongs inside an
 * {@link OffThreadAppender}.
 */
public class TextLines extends PatternLayoutEncoder {

    private static final String LINE = " %-5level %-24thread %-36logger{36} %msg";

    private final String time;

    public TextLines() {
        this("HH:mm:ss.SSS");
    }

    /** @param time the time format of a line, as a pattern for {@link java.time.format.DateTimeFormatter} */
    protected TextLines(String time) {
        this.time = time;
    }

    @Override
    public void start() {
        setPattern("%d{" + time + "}" + LINE + ifAny("service") + ifAny("trace") + ifAny("correlation") + "%n");
        super.start();
    }

    private static String ifAny(String field) {
        return "%replace( " + field + "=%X{" + field + "}){' " + field + "=$', ''}";
    }
}
