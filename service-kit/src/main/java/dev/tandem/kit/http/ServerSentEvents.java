package dev.tandem.kit.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sends server-sent events as one long answer, with a comment every 15 s, so that no proxy closes a silent connection. Lives on
 * the request's context.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, 9.2</a>
 */
public final class ServerSentEvents {

    static final String MEDIA_TYPE = "text/event-stream";

    /** Shorter than the minute after which {@code HttpServing}, like many proxies, closes a silent connection. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** The minimum delay before a client reconnects; the maximum is twice that, so that not all reconnect at once. */
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);

    private final RoutingContext ctx;
    private final HttpServerResponse response;
    private final long heartbeat;
    private boolean over;

    private ServerSentEvents(RoutingContext ctx) {
        this.ctx = ctx;
        this.response = ctx.response();
        this.heartbeat = ctx.vertx().setPeriodic(HEARTBEAT.toMillis(), tick -> beat());
    }

    /** Begins the answer and lifts its deadline. */
    public static ServerSentEvents begin(RoutingContext ctx) {
        Deadline.lift(ctx);
        ctx.response()
                .setChunked(true)
                .putHeader("Content-Type", MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                // If compressed, an event would wait for the next one to fill a block.
                .putHeader("Content-Encoding", "identity");
        ServerSentEvents events = new ServerSentEvents(ctx);
        ctx.addEndHandler(ended -> events.finish());
        events.write("retry: "
                + (COME_AGAIN.toMillis() + ThreadLocalRandom.current().nextLong(COME_AGAIN.toMillis())) + "\n\n");
        return events;
    }

    /**
     * The id of the last event that the client got: its header {@code Last-Event-ID}, or else the parameter {@code lastEvent}, for
     * pages that open a stream anew, with another ticket, and can set no header.
     */
    public static @Nullable String lastEvent(RoutingContext ctx) {
        String header = ctx.request().getHeader("Last-Event-ID");
        return header == null ? ctx.queryParams().get("lastEvent") : header;
    }

    /**
     * @param id where a reconnecting client resumes
     * @param data never empty: client libraries ignore an event without data, including its id
     */
    public void event(String name, String id, String data) {
        write("event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n");
    }

    /** Sends an event without a name and without an id to resume from. */
    public void data(String data) {
        write("data: " + data + "\n\n");
    }

    /** Returns true while the client reads more slowly than events are sent. */
    public boolean isFull() {
        return response.writeQueueFull();
    }

    /** {@code handler} is called each time when this is not full any more, in place of the one given before. */
    public void whenDrained(Handler<Void> handler) {
        response.drainHandler(handler);
    }

    public boolean isOver() {
        return over || response.ended() || response.closed();
    }

    /** {@code handler} is called when the stream ends, whichever side ends it. */
    public void whenOver(Runnable handler) {
        ctx.addEndHandler(ended -> handler.run());
    }

    /** Ends the stream in good order; the client reconnects. */
    public void end() {
        if (!isOver()) {
            over = true;
            response.end();
        }
    }

    private void beat() {
        if (!isFull()) {
            write(": \n\n");
        }
    }

    private void write(String text) {
        if (!isOver()) {
            // The end handler reports a client that has gone.
            response.write(text).onFailure(gone -> finish());
        }
    }

    private void finish() {
        over = true;
        ctx.vertx().cancelTimer(heartbeat);
    }
}
