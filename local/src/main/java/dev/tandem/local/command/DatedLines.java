package dev.tandem.local.command;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines for people in a file that may span days, with service, trace and correlation at the end where there are any. Named in
 * the Logback configuration.
 */
public final class DatedLines extends PatternLayoutEncoder {

    @Override
    public void start() {
        String context = Stream.of("service", "trace", "correlation")
                .map(DatedLines::ifAny)
                .collect(Collectors.joining());
        setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %-24thread %-36logger{36} %msg" + context + "%n");
        super.start();
    }

    private static String ifAny(String field) {
        return "%replace( " + field + "=%X{" + field + "}){' " + field + "=$', ''}";
    }
}
