package dev.tandem.kit.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Refuses requests that the Vert.x decoder accepts although a proxy may have read them differently, with another header or
 * another end of the body: a folded header (RFC 9112, section 5.2), a chunked body with a length (section 6.1), and
 * transfer codings other than chunked. Reads nothing more from the connection.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

    /** The reason of the refusal, in words for the sender. */
    static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    private enum Reading {
        NOTHING,
        HEAD,
        BODY,
        NO_MORE
    }

    private static final byte LF = '\n';
    private static final byte DELETE = 0x7f;

    private Reading reading = Reading.NOTHING;

    StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Replaces the connection's decoder. Call it before anything has been read. */
    static void on(HttpConnection connection, HttpServerOptions options) {
        ((HttpServerConnection) connection)
                .channelHandlerContext()
                .pipeline()
                .replace(VertxHttpRequestDecoder.class, "httpDecoder", new StrictDecoder(options));
    }

    /** Called repeatedly with the remaining bytes; within a head they begin at the start of a line. */
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        if (reading == Reading.NOTHING) {
            skipWhatMayPrecede(bytes);
        }
        if (reading == Reading.NO_MORE) {
            bytes.skipBytes(bytes.readableBytes());
        } else if (reading == Reading.HEAD && hasFoldedLine(bytes)) {
            bytes.skipBytes(bytes.readableBytes());
            out.add(refused(
                    new DefaultFullHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/bad-request"),
                    "A header is continued on a second line (RFC 9112, section 5.2); send it in one."));
        } else {
            int before = out.size();
            super.decode(context, bytes, out);
            out.subList(before, out.size()).forEach(this::decoded);
        }
    }

    /** Skips what Netty skips before a request line, so that the first empty line is the end of the head. */
    private void skipWhatMayPrecede(ByteBuf bytes) {
        while (reading == Reading.NOTHING && bytes.isReadable()) {
            byte next = bytes.getByte(bytes.readerIndex());
            if (next >= 0 && next <= ' ' || next == DELETE) {
                bytes.skipBytes(1);
            } else {
                reading = Reading.HEAD;
            }
        }
    }

    private void decoded(Object part) {
        if (part instanceof HttpRequest request) {
            if (request.decoderResult().isFailure()) {
                reading = Reading.NO_MORE;
            } else if (isCodingKnown(request)) {
                reading = Reading.BODY;
            } else {
                refused(request, "The only transfer coding that is understood is chunked.");
            }
        }
        if (part instanceof LastHttpContent && reading == Reading.BODY) {
            reading = Reading.NOTHING;
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new Refused("A body is sent in chunks or with a Content-Length, not both (RFC 9112, section 6.1).");
    }

    private HttpRequest refused(HttpRequest request, String why) {
        reading = Reading.NO_MORE;
        request.setDecoderResult(DecoderResult.failure(new Refused(why)));
        return request;
    }

    private static boolean isCodingKnown(HttpRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty()
                || codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0));
    }

    /** Checks the lines up to the end of the head, or those that have arrived so far. */
    private static boolean hasFoldedLine(ByteBuf bytes) {
        int end = bytes.writerIndex();
        int line = bytes.readerIndex();
        while (line < end) {
            byte first = bytes.getByte(line);
            if (first == ' ' || first == '\t') {
                return true;
            }
            int feed = bytes.indexOf(line, end, LF);
            boolean isEmpty = feed == line || feed == line + 1 && first == '\r';
            if (feed < 0 || isEmpty) {
                return false;
            }
            line = feed + 1;
        }
        return false;
    }
}
