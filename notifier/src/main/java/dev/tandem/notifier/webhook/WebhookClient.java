package dev.tandem.notifier.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts to receivers. Follows no redirect, reads only the beginning of an answer, and gives up 15 s after the start of an
 * attempt. A failure to get an answer becomes a {@link Reply} too.
 */
final class WebhookClient {

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int CONNECTING_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 2;
    private static final Duration LONGEST_WISH = Duration.ofHours(10);

    private final HttpClientAgent client;
    private final Destinations destinations;

    /**
     * @param tls the options to start from, which say what certificates are trusted
     * @param connections maximum number to one host: enough for all attempts at once, because many webhooks may have one
     *     host
     */
    WebhookClient(Vertx vertx, Destinations destinations, HttpClientOptions tls, int connections) {
        this.destinations = destinations;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions(tls)
                        .setConnectTimeout(CONNECTING_MILLIS)
                        .setKeepAliveTimeout(IDLE_SECONDS)
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setVerifyHost(true)
                        .setTrustAll(false))
                .with(new PoolOptions().setHttp1MaxSize(connections))
                .build();
    }

    /** Never fails. */
    Future<Reply> post(URI url, MultiMap headers, String body) {
        long begun = System.nanoTime();
        return destinations
                .check(url)
                .compose(address -> post(url, address, headers, body, begun))
                .timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> Reply.none(why(failure), millisSince(begun)));
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<Reply> post(URI url, InetAddress address, MultiMap headers, String body, long begun) {
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setServer(
                                SocketAddress.inetSocketAddress(new InetSocketAddress(address, Destinations.port(url))))
                        .setHost(url.getHost())
                        .setPort(Destinations.port(url))
                        .setSsl(Destinations.isTls(url))
                        .setURI(target(url))
                        .setHeaders(headers)
                        .setConnectTimeout(left(begun))
                        .setFollowRedirects(false))
                .compose(request -> request.send(body)
                        .compose(response -> reply(request, response, begun))
                        .timeout(left(begun), TimeUnit.MILLISECONDS)
                        .onFailure(failure -> request.reset()));
    }

    private static Future<Reply> reply(HttpClientRequest request, HttpClientResponse response, long begun) {
        Promise<Reply> reply = Promise.promise();
        Buffer read = Buffer.buffer();
        Runnable end = () -> reply.tryComplete(new Reply(
                response.statusCode(),
                read.toString(StandardCharsets.UTF_8),
                retryAfter(response.getHeader(HttpHeaderNames.RETRY_AFTER)),
                millisSince(begun)));
        response.exceptionHandler(reply::tryFail).endHandler(all -> end.run()).handler(more -> {
            read.appendBuffer(more, 0, Math.min(more.length(), Reply.LONGEST_ANSWER - read.length()));
            if (read.length() == Reply.LONGEST_ANSWER) {
                end.run();
                request.reset();
            }
        });
        return reply.future();
    }

    private static String target(URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** Reads seconds or a date (RFC 9110, 10.2.3), at most ten hours; null for anything else. */
    static @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            Duration wish = header.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(
                            Instant.now(),
                            ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return wish.isNegative() ? null : wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
        } catch (DateTimeParseException noDate) {
            return null;
        }
    }

    private static long left(long begun) {
        return Math.max(1, DEADLINE.toMillis() - millisSince(begun));
    }

    /** Returns the message of the failure and that of its root cause, such as a certificate for another name. */
    private static String why(Throwable failure) {
        Throwable bottom = failure;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        String what = String.valueOf(failure.getMessage());
        return bottom == failure ? what : what + ": " + bottom.getMessage();
    }

    private static int millisSince(long begun) {
        return (int) Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }
}
