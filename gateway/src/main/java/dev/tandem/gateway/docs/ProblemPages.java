package dev.tandem.gateway.docs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tandem.kit.http.FixedContent;
import dev.tandem.kit.http.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Serves {@code /problems}: what each problem type means and what to do about it, for everybody. */
public final class ProblemPages {

    private static final String FILE = "problems.yaml";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String AN_HOUR = "public, max-age=3600";

    private record Entry(int status, String title, String meaning, String remedy) {}

    private final FixedContent list;
    private final Map<String, FixedContent> pages = new LinkedHashMap<>();

    /** Reads its file from the class path, which blocks: call it at the start, on a worker thread. */
    public ProblemPages() {
        StringBuilder links = new StringBuilder();
        entries().forEach((kind, entry) -> {
            links.append("<li><a href=\"/problems/%s\">%s</a> (%d)".formatted(kind, entry.title(), entry.status()));
            pages.put(kind, page(entry.title(), """
                    <p><code>/problems/%s</code>, status %d
                    <p>%s
                    <p>What to do: %s
                    <p><a href="/problems">All problems</a>
                    """.formatted(kind, entry.status(), entry.meaning(), entry.remedy())));
        });
        list = page("Problems", "<ul>" + links + "</ul>\n");
    }

    public void mount(Router router) {
        router.get("/problems").handler(ctx -> send(ctx, list));
        router.get("/problems/:kind").handler(this::sendPage);
    }

    private void sendPage(RoutingContext ctx) {
        FixedContent page = pages.get(ctx.pathParam("kind"));
        if (page == null) {
            throw Problems.notFound("There is no such type of problem; see /problems.")
                    .asException();
        }
        send(ctx, page);
    }

    private static void send(RoutingContext ctx, FixedContent page) {
        ctx.response().putHeader("Cache-Control", AN_HOUR);
        page.answer(ctx);
    }

    private static FixedContent page(String title, String body) {
        return new FixedContent(HTML, Buffer.buffer("""
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>%s</title>
                <h1>%s</h1>
                """.formatted(title, title) + body));
    }

    private static Map<String, Entry> entries() {
        try {
            return new YAMLMapper()
                    .readValue(
                            Asset.read("/docs/", FILE, "application/yaml")
                                    .content()
                                    .getBytes(),
                            new TypeReference<LinkedHashMap<String, Entry>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
