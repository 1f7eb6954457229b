package dev.tandem.notifier.webhook;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.Violation;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Query;
import dev.tandem.notifier.webhook.WebhookDeliveryStore.WebhookEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Serves {@code /v1/webhooks} to the admins of a workspace. A change is in force once it is answered. */
final class WebhookRoutes {

    private static final String ALL = "/v1/webhooks";
    static final String WEBHOOK = "webhook";
    private static final String ONE = ALL + "/:" + WEBHOOK;

    static final int MOST_PER_WORKSPACE = 20;
    private static final String TEST = "webhook.test";

    static final List<String> TYPES = Stream.concat(
                    Contracts.all().stream()
                            .filter(contract -> Fact.class.isAssignableFrom(contract.payload()))
                            .map(Contract::routingKey),
                    Stream.of(WebhookEvent.OPERATION_ENDED))
            .sorted()
            .toList();

    private final Pool pool;
    private final WebhookStore webhooks;
    private final WebhookDeliveryStore deliveries;
    private final WebhookKey key;
    private final Destinations destinations;
    private final Permissions permissions;
    private final Clock clock;
    private final Runnable due;

    /** @param due called when deliveries have become due */
    WebhookRoutes(
            Pool pool, WebhookKey key, Destinations destinations, Permissions permissions, Clock clock, Runnable due) {
        this.pool = pool;
        this.webhooks = new WebhookStore(pool);
        this.deliveries = new WebhookDeliveryStore(pool);
        this.key = key;
        this.destinations = destinations;
        this.permissions = permissions;
        this.clock = clock;
        this.due = due;
    }

    void mount(Router router) {
        router.get(ALL).handler(this::list);
        router.post(ALL).handler(this::create);
        router.get(ONE).handler(ctx -> answer(ctx, webhook -> shown(ctx, webhook)));
        router.patch(ONE).handler(this::change);
        router.delete(ONE).handler(this::delete);
        router.post(ONE + "/secrets").handler(this::rotate);
        router.post(ONE + "/tests").handler(this::test);
        new WebhookDeliveryRoutes(pool, due, this::one).mount(router, ONE);
    }

    /** Mounts routes that answer 404, because the operator has configured no webhooks. */
    static void mountAbsent(Router router) {
        router.route(ALL + "*").handler(WebhookRoutes::absent);
    }

    static void absent(RoutingContext ctx) {
        ctx.fail(Problems.notFound("There are no webhooks here: the operator has set no WEBHOOK_KEY.")
                .asException());
    }

    private void list(RoutingContext ctx) {
        UUID workspace = Query.of(ctx, "workspaceId")
                .id("workspaceId")
                .orElseThrow(
                        () -> Problems.malformed("workspaceId has to be given.").asException());
        permissions
                .check(Caller.of(ctx), Action.WEBHOOKS_MANAGE, workspace)
                .compose(permit -> webhooks.of(workspace))
                .compose(found -> ctx.vertx()
                        .executeBlocking(
                                () -> new JsonArray(found.stream()
                                        .map(each -> each.toJson(key))
                                        .toList()),
                                false))
                .map(items -> new JsonObject().put("items", items))
                .onComplete(Answers.json(ctx));
    }

    private void create(RoutingContext ctx) {
        WebhookRequest.Creation creation = WebhookRequest.creation(JsonBody.of(ctx), TYPES);
        Caller caller = Caller.of(ctx);
        permissions
                .check(caller, Action.WEBHOOKS_MANAGE, creation.workspaceId())
                .compose(permit -> reachable(creation.webhook().url()))
                .compose(reachable -> pool.withTransaction(tx -> new WebhookStore(tx)
                        .create(
                                UuidCreator.getTimeOrderedEpoch(),
                                creation.workspaceId(),
                                creation.webhook(),
                                caller.userId(),
                                now(),
                                MOST_PER_WORKSPACE)))
                .map(Problems.orElse(
                        Problems.conflict("The workspace has " + MOST_PER_WORKSPACE + " webhooks; delete one first.")))
                .onComplete(Answers.to(ctx, created -> {
                    ctx.response().setStatusCode(201).putHeader("Location", ALL + "/" + created.id());
                    Answers.json(ctx, withSecret(created));
                }));
    }

    private void change(RoutingContext ctx) {
        WebhookRequest request = WebhookRequest.change(JsonBody.of(ctx), TYPES);
        answer(
                ctx,
                webhook -> reachable(request.url())
                        .compose(reachable ->
                                pool.withTransaction(tx -> new WebhookStore(tx).change(webhook.id(), request)))
                        .compose(changed -> shown(ctx, present(changed)))
                        .onSuccess(changed -> due.run()));
    }

    private void delete(RoutingContext ctx) {
        one(ctx).compose(webhook -> webhooks.delete(webhook.id()))
                .onComplete(Answers.to(
                        ctx, deleted -> ctx.response().setStatusCode(204).end()));
    }

    private void rotate(RoutingContext ctx) {
        answer(ctx, webhook -> webhooks.rotate(webhook.id(), now()).map(rotated -> withSecret(present(rotated))));
    }

    private void test(RoutingContext ctx) {
        answer(
                ctx,
                webhook -> deliveries
                        .append(
                                webhook.id(),
                                new WebhookDeliveryStore.WebhookEvent(
                                        UuidCreator.getTimeOrderedEpoch(),
                                        webhook.workspaceId(),
                                        TEST,
                                        now(),
                                        new JsonObject()
                                                .put(
                                                        "workspaceId",
                                                        webhook.workspaceId().toString()),
                                        null,
                                        null))
                        .map(entered -> present(entered).toJson())
                        .onSuccess(entered -> due.run()));
    }

    private void answer(RoutingContext ctx, Function<Webhook, Future<JsonObject>> what) {
        one(ctx).compose(what).onComplete(Answers.json(ctx));
    }

    /**
     * The webhook in the path; fails with 404 if it does not exist or the caller is not in its workspace, and with 403 if
     * the caller's role does not allow managing webhooks.
     */
    private Future<Webhook> one(RoutingContext ctx) {
        UUID id = Ids.inPath(ctx, WEBHOOK);
        return webhooks.find(id)
                .map(WebhookRoutes::present)
                .compose(webhook -> permissions
                        .check(Caller.of(ctx), Action.WEBHOOKS_MANAGE, webhook.workspaceId())
                        .map(webhook));
    }

    static <T> T present(Optional<T> found) {
        return found.orElseThrow(
                () -> Problems.notFound("There is no such webhook.").asException());
    }

    private Future<Void> reachable(@Nullable URI url) {
        return url == null
                ? Future.succeededFuture()
                : destinations
                        .check(url)
                        .<Void>mapEmpty()
                        .recover(failure -> Future.failedFuture(Problems.invalid(
                                        "The address cannot be sent to.",
                                        List.of(new Violation("/url", String.valueOf(failure.getMessage()))))
                                .asException()));
    }

    /** Makes the public key outside of the event loop. */
    private Future<JsonObject> shown(RoutingContext ctx, Webhook webhook) {
        return ctx.vertx().executeBlocking(() -> webhook.toJson(key), false);
    }

    private JsonObject withSecret(Webhook webhook) {
        return webhook.toJson(key).put("secret", webhook.secrets(key).shared());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
