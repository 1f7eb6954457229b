package dev.tandem.messaging.broker;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message that the broker hands out and keeps until it is acknowledged. */
public interface Delivery {

    String exchange();

    String routingKey();

    boolean redelivered();

    @Nullable
    String contentType();

    /** The message's headers; strings as {@link String}, whole numbers as {@link Long}. */
    Map<String, Object> headers();

    Buffer body();

    /** Where an answer is to go, by the default exchange; null when none is wanted. */
    @Nullable
    String replyTo();

    /**
     * Takes it off the queue; to be called on the context on which it was delivered. Nothing happens when the connection
     * that brought it is gone: the broker delivers it again.
     */
    void ack();

    /** Whether the connection that brought it still stands, so that an ack would count. */
    boolean current();
}
