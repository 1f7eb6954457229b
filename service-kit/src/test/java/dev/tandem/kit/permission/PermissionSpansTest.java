package dev.tandem.kit.permission;

import static dev.tandem.kit.telemetry.RecordedSpans.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Platform;
import dev.tandem.kit.Served;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.CorrelationId;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.telemetry.RecordedSpans;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermissionSpansTest {

    private static final Caller ANNA = new Caller("anna", null, null, false, "annas-token");
    private static final UUID WORKSPACE = UUID.randomUUID();

    private final RecordedSpans spans = new RecordedSpans();
    private final ConcurrentHashMap<String, String> correlations = new ConcurrentHashMap<>();
    private final Served projects =
            Served.with(router -> router.post("/v1/permissions").handler(this::answer));
    private final Platform platform = spans.platform("asking");
    private final Permissions permissions =
            new Permissions(platform, ServiceClient.to(platform, "project-service", projects.uri("")));
    private final Served asking = Served.on(platform, HttpSettings.local(), this::routes);

    private void answer(RoutingContext ctx) {
        correlations.put(ctx.request().getHeader("traceparent").split("-")[1], CorrelationId.of(ctx));
        JsonArray answers = new JsonArray();
        for (Object question : ctx.body().asJsonObject().getJsonArray("questions")) {
            switch (((JsonObject) question).getString("action")) {
                case "project.create" ->
                    answers.add(new JsonObject()
                            .put("workspaceId", WORKSPACE.toString())
                            .put("role", "owner"));
                case "project.read" ->
                    answers.add(new JsonObject()
                            .put("problem", Problems.forbidden("No.").toJson()));
                default -> ctx.fail(500);
            }
        }
        if (!ctx.failed()) {
            ctx.json(new JsonObject().put("answers", answers));
        }
    }

    private void routes(Router router) {
        router.get("/ask/:action").handler(ctx -> {
            Span before = Span.current();
            permissions
                    .check(ANNA, Action.named(ctx.pathParam("action")).orElseThrow(), WORKSPACE)
                    .onComplete(answer -> ctx.end(String.valueOf(Span.current() == before)));
        });
        router.get("/many")
                .handler(ctx -> Future.join(IntStream.range(0, 5)
                                .mapToObj(i -> permissions.check(ANNA, Action.PROJECT_CREATE, WORKSPACE))
                                .toList())
                        .onSuccess(all -> ctx.end()));
    }

    @AfterEach
    void close() {
        asking.close();
        projects.close();
    }

    private double count(String outcome) {
        Timer timer = platform.meters()
                .find("tandem.permission.check")
                .tag("outcome", outcome)
                .timer();
        return Objects.requireNonNull(timer).count();
    }

    @Test
    void a_question_is_a_span_with_its_call_below_and_the_rest_of_the_request_beside_it() {
        assertThat(asking.get("/ask/project.create").body()).isEqualTo("true");
        SpanData request = spans.one(SpanKind.SERVER, "GET /ask/{action}");
        SpanData check = spans.one(SpanKind.INTERNAL, "check permission");
        SpanData call = spans.one(SpanKind.CLIENT, "POST /v1/permissions");
        assertThat(check.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(call.getParentSpanId()).isEqualTo(check.getSpanId());
        assertThat(attributes(check))
                .containsEntry("tandem.permission.action", "project.create")
                .containsEntry("tandem.permission.outcome", "allowed");
        assertThat(check.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(count("allowed")).isEqualTo(1);
    }

    @Test
    void a_no_is_denied_and_no_answer_is_an_error() {
        asking.get("/ask/project.read");
        assertThat(attributes(spans.one(SpanKind.INTERNAL, "check permission")))
                .containsEntry("tandem.permission.outcome", "denied");
        assertThat(count("denied")).isEqualTo(1);
        asking.get("/ask/members.manage");
        SpanData unavailable = spans.all().stream()
                .filter(span -> "unavailable".equals(attributes(span).get("tandem.permission.outcome")))
                .findFirst()
                .orElseThrow();
        assertThat(unavailable.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(count("unavailable")).isEqualTo(1);
    }

    @Test
    void who_shares_a_call_has_a_span_without_one_and_the_sender_of_the_call_its_own_correlation() {
        asking.get("/many", "X-Correlation-Id", "mine");
        spans.one(SpanKind.SERVER, "GET /many");
        List<SpanData> checks = spans.all().stream()
                .filter(span -> span.getName().equals("check permission"))
                .toList();
        List<String> calls = spans.all().stream()
                .filter(span -> span.getKind() == SpanKind.CLIENT)
                .map(SpanData::getParentSpanId)
                .toList();
        assertThat(checks).hasSize(5);
        assertThat(calls)
                .as("some were asked together")
                .hasSizeLessThan(checks.size())
                .doesNotHaveDuplicates();
        assertThat(checks).extracting(SpanData::getSpanId).containsAll(calls);
        Awaitility.await().untilAsserted(() -> assertThat(correlations.values()).containsOnly("mine"));
        assertThat(count("allowed")).isEqualTo(5);
    }
}
