package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In whatever pieces the bytes come: at once, one by one, or in two parts that meet anywhere. */
class StrictDecoderTest {

    private static final String REFUSED = "refused";

    @Test
    void a_folded_line_is_refused_wherever_it_stands() {
        assertRead("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", REFUSED);
        assertRead("GET / HTTP/1.1\r\nA: b\r\n\tc\r\nD: e\r\n\r\n", REFUSED);
        assertRead("GET / HTTP/1.1\nA: b\n c\n\n", REFUSED);
        assertRead("GET / HTTP/1.1\r\n A: b\r\n\r\n", REFUSED);
        assertRead("GET / HTTP/1.1\r\nA: b\r\n \r\n\r\n", REFUSED);
        assertRead("\0\r\n\r\n \u007fGET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", REFUSED);
    }

    @Test
    void what_is_not_folded_is_read() {
        assertRead("GET / HTTP/1.1\r\nA: b  c \t\r\nD:\r\n\r\n", "GET /");
        assertRead("\r\nGET / HTTP/1.1\r\nA: b\r\n\r\n", "GET /");
    }

    @Test
    void lines_of_a_body_may_begin_with_blanks() {
        assertRead("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n 12", "POST /", " 12");
        assertRead("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{\r\n 1\r\n\t}", "POST /", "{\r\n 1\r\n\t}");
        assertRead(
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\n 1\r\n5\r\n\n \n\t}\r\n0\r\n\r\n",
                "POST /",
                "{\n 1\n \n\t}");
    }

    @Test
    void what_follows_a_body_on_the_connection_is_a_head_again() {
        String next = "GET /next HTTP/1.1\r\nA: b\r\n c\r\n\r\n";
        assertRead("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n{ }" + next, "POST /", "{ }", REFUSED);
        assertRead(
                "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n{ }" + next.replace("\n c", "\nC: d"),
                "POST /",
                "{ }",
                "GET /next");
        assertRead(
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{ }\r\n0\r\n\r\n" + next,
                "POST /",
                "{ }",
                REFUSED);
        assertRead("GET / HTTP/1.1\r\n\r\n" + next, "GET /", REFUSED);
    }

    @Test
    void a_body_has_one_end() {
        assertRead("POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", REFUSED);
        assertRead("POST / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", REFUSED);
        assertRead("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nGET /next HTTP/1.1\r\n\r\n", REFUSED);
        assertRead("POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n", "POST /");
    }

    @Test
    void nothing_is_read_after_a_refusal() {
        assertRead("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\nGET /next HTTP/1.1\r\n\r\n", REFUSED);
        assertRead("nonsense\r\n\r\nGET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", REFUSED);
    }

    private static void assertRead(String sent, String... read) {
        assertThat(read(sent)).as("at once: %s", sent).containsExactly(read);
        assertThat(read(sent.split(""))).as("one by one: %s", sent).containsExactly(read);
        for (int i = 1; i < sent.length(); i++) {
            assertThat(read(sent.substring(0, i), sent.substring(i)))
                    .as("in two, the first of %s: %s", i, sent)
                    .containsExactly(read);
        }
    }

    private static List<String> read(String... parts) {
        EmbeddedChannel channel = new EmbeddedChannel(new StrictDecoder(new HttpServerOptions()));
        for (String part : parts) {
            channel.writeInbound(Unpooled.copiedBuffer(part, StandardCharsets.US_ASCII));
        }
        List<String> read = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (Object each = channel.readInbound(); each != null; each = channel.readInbound()) {
            if (each instanceof HttpRequest request) {
                flush(body, read);
                read.add(request.decoderResult().isFailure() ? REFUSED : request.method() + " " + request.uri());
            }
            if (each instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.US_ASCII));
                content.release();
            }
        }
        flush(body, read);
        channel.finishAndReleaseAll();
        return read;
    }

    private static void flush(StringBuilder body, List<String> read) {
        if (!body.isEmpty()) {
            read.add(body.toString());
            body.setLength(0);
        }
    }
}
