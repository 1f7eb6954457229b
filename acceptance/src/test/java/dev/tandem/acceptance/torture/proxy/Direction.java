package dev.tandem.acceptance.torture.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** One direction of a connection. Holds or slows bytes as it is told, and reads no faster than the other side accepts. */
final class Direction {

    private static final int DRIP_BYTES = 48;
    private static final long DRIP_EVERY_MS = 10;

    private final Vertx vertx;
    private final NetSocket from;
    private final NetSocket to;
    private Buffer waiting = Buffer.buffer();
    private boolean held;
    private boolean slow;
    private boolean dripping;

    Direction(Vertx vertx, NetSocket from, NetSocket to) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
    }

    void received(Buffer bytes) {
        if (held || slow || waiting.length() > 0) {
            waiting.appendBuffer(bytes);
            from.pause();
            drip();
        } else {
            forward(bytes);
        }
    }

    void hold() {
        held = true;
        from.pause();
    }

    void slow(boolean now) {
        slow = now;
        drip();
    }

    void release() {
        held = false;
        slow = false;
        flush();
    }

    private void flush() {
        Buffer rest = waiting;
        waiting = Buffer.buffer();
        if (rest.length() > 0) {
            to.write(rest);
        }
        from.resume();
    }

    private void forward(Buffer bytes) {
        to.write(bytes);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> {
                if (!held && !slow) {
                    from.resume();
                }
            });
        }
    }

    private void drip() {
        if (dripping || held || !slow) {
            return;
        }
        dripping = true;
        vertx.setTimer(DRIP_EVERY_MS, timer -> {
            dripping = false;
            if (held || !slow) {
                return;
            }
            int drop = Math.min(DRIP_BYTES, waiting.length());
            if (drop > 0) {
                to.write(waiting.getBuffer(0, drop));
                waiting = waiting.getBuffer(drop, waiting.length());
            }
            if (waiting.length() == 0) {
                from.resume();
            } else {
                drip();
            }
        });
    }
}
