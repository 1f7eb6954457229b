package dev.tandem.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.RunningGateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets that looks at {@code /docs}. */
final class DocsPageTest {

    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    @Test
    void the_page_names_only_what_is_served_here_and_is_never_kept_without_asking() {
        HttpResponse<String> page = get("/docs");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(addresses(page)).hasSizeGreaterThan(4).allMatch(address -> address.matches("/[a-z0-9][^:]*"));
        assertThat(page.body()).doesNotContain("http:", "https:", "VERSION");
        assertThat(get("/docs/").body()).isEqualTo(page.body());
    }

    @Test
    void what_the_page_names_is_there_and_kept_for_a_year() {
        List<String> assets = addresses(get("/docs")).stream()
                .filter(address -> address.startsWith("/docs/"))
                .toList();

        assertThat(assets).hasSize(5).allSatisfy(address -> {
            HttpResponse<String> asset = get(address);
            assertThat(asset.statusCode()).isEqualTo(200);
            assertThat(asset.body()).isNotBlank();
            assertThat(asset.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            assertThat(asset.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(asset.headers().firstValue("Content-Type").orElse("")).startsWith(mediaType(address));
        });
    }

    @Test
    void the_browser_is_told_to_load_nothing_from_elsewhere_and_to_run_nothing_written_into_the_page() {
        String policy =
                get("/docs").headers().firstValue("Content-Security-Policy").orElseThrow();

        Set<String> directives = Set.of(policy.split("; ?"));
        assertThat(directives)
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "connect-src 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'");
        assertThat(policy).doesNotContain("*", "http", "unsafe");
        assertThat(get("/docs").body()).doesNotContain("style=", "onload", "<script>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/V/..%2f..%2fopenapi.yaml",
                "/docs/V/..%5c..%5copenapi.yaml",
                "/docs/..%2fV/docs.js",
                "/docs/V/index.html",
                "/docs/V/swagger-initializer.js",
                "/docs/V/",
                "/docs/V",
                "/docs/0/docs.js",
                "/docs/V/docs.js/more",
                "/docs/V/docs.js%00",
            })
    void nothing_else_can_be_had(String path) {
        HttpResponse<String> answer = get(path.replace("V", version()));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private static HttpResponse<String> get(String path) {
        return RunningGateway.get().get(null, path).response();
    }

    private static String version() {
        return addresses(get("/docs")).stream()
                .filter(address -> address.startsWith("/docs/"))
                .map(address -> address.split("/")[2])
                .collect(Collectors.toSet())
                .iterator()
                .next();
    }

    private static String mediaType(String address) {
        return address.endsWith(".css") ? "text/css" : address.endsWith(".js") ? "text/javascript" : "image/png";
    }

    private static List<String> addresses(HttpResponse<String> page) {
        return ADDRESS.matcher(page.body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
