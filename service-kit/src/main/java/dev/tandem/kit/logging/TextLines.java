package dev.tandem.kit.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;

/**
 * Lines for people; service, trace and correlation stand at the end where there are any. Stands inside an
 * {@link OffThreadAppender}.
 */
public class TextLines extends PatternLayoutEncoder {

    private static final String LINE = " %-5level %-24thread %-36logger{36} %msg";

    private final String time;

    public TextLines() {
        this("HH:mm:ss.SSS");
    }

    /** @param time how the time of a line is written, in letters as of {@link java.time.format.DateTimeFormatter} */
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
