package dev.tandem.messaging.broker;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message that the broker delivers and keeps until it is acknowledged. */
public interface Delivery {

    String exchange();

    String routingKey();

    boolean redelivered();

    @Nullable
    String contentType();

    /** The message's headers; strings as {@link String}, whole numbers as {@link Long}. */
    Map<String, Object> headers();

    Buffer body();

    /** The reply address, a routing key of the default exchange; null when no answer is wanted. */
    @Nullable
    String replyTo();

    /**
     * Acknowledges the delivery; must be called on the context on which it was delivered. Does nothing if the connection that
     * delivered it is closed: the broker redelivers it.
     */
    void ack();

    /** Returns true while the connection that delivered it is open, so that an ack takes effect. */
    boolean current();
}
