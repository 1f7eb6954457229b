package dev.tandem.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Serves an answer that never changes. Compresses it once, not for every request. */
public final class FixedContent {

    private static final String GZIP = "gzip";

    private final String mediaType;
    private final Buffer content;
    private final Buffer compressed;

    public FixedContent(String mediaType, Buffer content) {
        this.mediaType = mediaType;
        this.content = content;
        this.compressed = compressed(content);
    }

    /** Ends the request with the content, compressed if the client accepts that and it pays off. */
    public void answer(RoutingContext ctx) {
        HttpServerResponse response = ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
        if (compressed.length() < content.length() && Accepting.encoding(ctx.request(), GZIP)) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP).end(compressed);
        } else {
            response.end(content);
        }
    }

    private static Buffer compressed(Buffer content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
