package dev.tandem.kit.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;

/** Lines for people; trace and correlation stand at the end where there are any. Stands inside an {@link OffThreadAppender}. */
public final class TextLines extends PatternLayoutEncoder {

    private static final String LINE = "%d{HH:mm:ss.SSS} %-5level %-24thread %-36logger{36} %msg";

    @Override
    public void start() {
        setPattern(LINE + ifAny("trace") + ifAny("correlation") + "%n");
        super.start();
    }

    private static String ifAny(String field) {
        return "%replace( " + field + "=%X{" + field + "}){' " + field + "=$', ''}";
    }
}
