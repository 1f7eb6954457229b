package dev.tandem.kit.client;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/** Keeps the body of an answer in memory, up to a limit. Fails on a longer one, and reads and drops the rest. */
final class BoundedBody implements BodyStream<Buffer> {

    private final BodyStream<Buffer> kept;
    private long room;

    private BoundedBody(BodyStream<Buffer> kept, long limit) {
        this.kept = kept;
        this.room = limit;
    }

    static BodyCodec<Buffer> upTo(long bytes) {
        return () -> new BoundedBody(BodyCodec.buffer().stream(), bytes);
    }

    @Override
    public Future<Void> write(Buffer data) {
        room -= data.length();
        return room < 0 ? Future.failedFuture(VertxException.noStackTrace("the answer is too long")) : kept.write(data);
    }

    @Override
    public Future<Void> end() {
        return kept.end();
    }

    @Override
    public Future<Buffer> result() {
        return kept.result();
    }

    @Override
    public void handle(Throwable failure) {
        kept.handle(failure);
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }
}
