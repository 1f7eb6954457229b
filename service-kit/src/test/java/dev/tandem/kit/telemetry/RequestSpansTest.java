package dev.tandem.kit.telemetry;

import static dev.tandem.kit.telemetry.RecordedSpans.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.http.HttpSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestSpansTest {

    private final RecordedSpans spans = new RecordedSpans();
    private final Platform platform = spans.platform("served");
    private final Served served = Served.on(platform, HttpSettings.local(), this::routes);
    private final ServiceClient client = ServiceClient.to(platform, "self", served.uri(""));
    private final Pool pool = Databases.pool(
            platform.vertx(), URI.create(SharedBackends.get().postgres().uri("kit_spans")), "spans", 1);

    private void routes(Router router) {
        Router mounted = Router.router(platform.vertx());
        mounted.get("/inner/:id").handler(ctx -> ctx.end());
        router.route("/mounted/*").subRouter(mounted);
        router.route("/v1/*").handler(ctx -> ctx.next());
        router.get("/v1/things/:thingId").handler(ctx -> ctx.end("a thing"));
        router.get("/v1/things/:thingId/broken").handler(ctx -> ctx.fail(500));
        router.get("/v1/asking")
                .handler(ctx -> client.get("/v1/things/17")
                        .query("q", "secret")
                        .send()
                        .compose(answer -> client.get("/v1/things/17/broken").send())
                        .onComplete(answer -> ctx.end()));
        router.get("/v1/mail/subscriptions/:token").handler(ctx -> ctx.end());
        router.get("/v1/asking-with-a-credential")
                .handler(ctx -> client.get("/v1/mail/subscriptions/secret")
                        .send()
                        .compose(answer -> client.get("/v1/mail/subscriptions/secret/resumption")
                                .send())
                        .onComplete(answer -> ctx.end()));
        router.get("/v1/asking-in-vain")
                .handler(ctx -> client.get("/v1/nowhere/17").send().onComplete(answer -> ctx.end()));
        router.get("/v1/things/:thingId/thrown").handler(ctx -> {
            throw new IllegalStateException("secret");
        });
        router.get("/v1/rows").handler(ctx -> rows().onComplete(done -> ctx.end()));
    }

    private Future<?> rows() {
        return pool.withTransaction(tx -> tx.preparedQuery("SELECT oid FROM pg_class WHERE relname = $1")
                .execute(Tuple.of("secret"))
                .compose(rows -> tx.preparedQuery("SELECT $1::text::int").execute(Tuple.of("secret"))));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void a_server_span_is_named_by_the_route_as_seen_from_outside_and_holds_no_query() {
        served.get("/v1/things/17?q=secret");
        SpanData span = spans.one(SpanKind.SERVER, "GET /v1/things/{thingId}");
        assertThat(attributes(span))
                .containsEntry("http.route", "/v1/things/{thingId}")
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.response.status_code", 200L)
                .containsEntry("url.path", "/v1/things/17")
                .doesNotContainKeys("url.query", "http.url");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.toString()).doesNotContain("secret");
    }

    @Test
    void a_route_in_a_sub_router_is_named_with_its_mount() {
        served.get("/mounted/inner/17");
        assertThat(attributes(spans.one(SpanKind.SERVER, "GET /mounted/inner/{id}")))
                .containsEntry("http.route", "/mounted/inner/{id}");
    }

    @Test
    void what_no_route_answers_is_named_by_its_method_if_that_is_one() {
        served.get("/v1/nowhere/17");
        served.get("/nowhere");
        served.send(HttpRequest.newBuilder(served.uri("/v1/things/17"))
                .method("INVENTED", HttpRequest.BodyPublishers.noBody()));
        assertThat(attributes(spans.one(SpanKind.SERVER, "GET"))).doesNotContainKey("http.route");
        assertThat(attributes(spans.one(SpanKind.SERVER, "HTTP"))).containsEntry("http.response.status_code", 405L);
    }

    @Test
    void an_answer_of_5xx_is_an_error_on_both_sides() {
        served.get("/v1/asking");
        SpanData server = spans.one(SpanKind.SERVER, "GET /v1/things/{thingId}/broken");
        SpanData call = spans.one(SpanKind.CLIENT, "GET /v1/things/{id}/broken");
        assertThat(server.getParentSpanId()).isEqualTo(call.getSpanId());
        for (SpanData span : new SpanData[] {server, call}) {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(attributes(span)).containsEntry("error.type", "500");
        }
    }

    @Test
    void an_answer_of_404_is_an_error_to_who_asked_and_none_to_who_answered() {
        served.get("/v1/asking-in-vain");
        SpanData call = spans.one(SpanKind.CLIENT, "GET /v1/nowhere/{id}");
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(call)).containsEntry("error.type", "404");
        SpanData server = spans.one(SpanKind.SERVER, "GET");
        assertThat(server.getParentSpanId()).isEqualTo(call.getSpanId());
        assertThat(server.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(server.getEvents()).isEmpty();
    }

    @Test
    void what_was_thrown_is_an_event_with_where_and_without_its_words() {
        served.get("/v1/things/17/thrown");
        SpanData server = spans.one(SpanKind.SERVER, "GET /v1/things/{thingId}/thrown");
        assertThat(server.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertException(server, IllegalStateException.class.getName(), "RequestSpansTest");

        served.get("/v1/rows");
        SpanData query = spans.one(SpanKind.CLIENT, "SELECT");
        assertException(query, "io.vertx.pgclient.PgException", "");
        assertThat(spans.all().toString()).doesNotContain("secret");
    }

    private static void assertException(SpanData span, String type, String where) {
        assertThat(span.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("exception");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.type")))
                    .isEqualTo(type);
            assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
                    .contains(type, where);
        });
    }

    @Test
    void a_call_is_named_by_its_path_without_ids_and_holds_no_query() {
        served.get("/v1/asking");
        SpanData call = spans.one(SpanKind.CLIENT, "GET /v1/things/{id}");
        assertThat(attributes(call))
                .containsEntry("url.full", served.uri("/v1/things/17").toString())
                .containsEntry("server.address", "127.0.0.1:" + served.serving().port())
                .containsEntry("http.response.status_code", 200L);
        assertThat(spans.all().toString()).doesNotContain("secret");
    }

    @Test
    void a_credential_in_a_path_is_not_recorded_whether_the_path_is_routed_or_not() {
        served.get("/v1/asking-with-a-credential");
        String template = "/v1/mail/subscriptions/{token}";
        assertThat(attributes(spans.one(SpanKind.SERVER, "GET " + template))).containsEntry("url.path", template);
        assertThat(attributes(spans.one(SpanKind.SERVER, "GET"))).containsEntry("url.path", template + "/resumption");
        assertThat(attributes(spans.one(SpanKind.CLIENT, "GET " + template)))
                .hasEntrySatisfying(
                        "url.full", url -> assertThat(url.toString()).endsWith(template));
        assertThat(spans.all().toString()).doesNotContain("secret");
    }

    @Test
    void a_query_is_named_by_what_it_does_and_shows_no_values() {
        served.get("/v1/rows");
        SpanData request = spans.one(SpanKind.SERVER, "GET /v1/rows");
        SpanData query = spans.one(SpanKind.CLIENT, "SELECT pg_class");
        assertThat(query.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(attributes(query))
                .containsEntry("db.system.name", "postgresql")
                .containsEntry("db.namespace", "kit_spans")
                .containsEntry("db.query.text", "SELECT oid FROM pg_class WHERE relname = $1")
                .doesNotContainKeys("db.user", "span.kind");
        assertThat(query.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void a_query_that_fails_is_an_error_of_its_sql_state_and_shows_no_values() {
        served.get("/v1/rows");
        SpanData query = spans.one(SpanKind.CLIENT, "SELECT");
        assertThat(query.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(query)).containsEntry("error.type", "22P02");
        assertThat(spans.all().toString()).doesNotContain("secret");
    }
}
