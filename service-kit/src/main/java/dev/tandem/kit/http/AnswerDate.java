package dev.tandem.kit.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sets the {@code Date} header of answers, formatted at most once a second. Belongs to one context. */
public final class AnswerDate {

    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private long second;
    private String written = "";

    public void on(HttpServerRequest request) {
        long now = Instant.now().getEpochSecond();
        if (now != second) {
            second = now;
            written = HTTP.format(Instant.ofEpochSecond(now));
        }
        request.response().putHeader(HttpHeaders.DATE, written);
    }
}
