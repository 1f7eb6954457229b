package dev.tandem.notifier.preference;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import dev.tandem.kit.http.JsonBody;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Query;
import dev.tandem.notifier.preference.PreferenceStore.Preference;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Serves each person's own {@code …/notification-preferences}: GET returns all of them, PUT replaces those for everything,
 * for a workspace or for a project. A change is in force once it is answered, also for waiting mail.
 *
 * @param permissions checks permissions at project-service
 */
record PreferenceRoutes(Pool pool, Permissions permissions, ScheduleListener schedules) {

    private static final String ALL = "/v1/notification-preferences";
    private static final int MOST_SCOPES = 500;

    void mount(Router router) {
        router.get(ALL).handler(ctx -> {
            Query.refuseAny(ctx);
            all(Caller.of(ctx)).onComplete(Answers.json(ctx));
        });
        router.put(ALL).handler(this::sayOfEverything);
        router.put("/v1/workspaces/:workspace/notification-preferences").handler(ctx -> {
            UUID id = Ids.inPath(ctx, "workspace");
            say(
                    ctx,
                    new Scope(Scope.Kind.workspace, id),
                    caller -> permissions.check(caller, Action.WORKSPACE_READ, id));
        });
        router.put("/v1/projects/:project/notification-preferences").handler(ctx -> {
            UUID id = Ids.inPath(ctx, "project");
            say(
                    ctx,
                    new Scope(Scope.Kind.project, id),
                    caller -> permissions.checkProject(caller, Action.PROJECT_READ, id));
        });
    }

    private void sayOfEverything(RoutingContext ctx) {
        Query.refuseAny(ctx);
        Everything said = Everything.of(JsonBody.of(ctx));
        Caller caller = Caller.of(ctx);
        pool.withTransaction(tx -> {
                    PreferenceStore store = new PreferenceStore(tx);
                    return store.say(caller.userId(), Scope.EVERYTHING, said.mail(), MOST_SCOPES)
                            .compose(v -> store.schedule(caller.userId()))
                            .compose(before -> before.equals(said.schedule())
                                    ? Future.succeededFuture()
                                    : store.schedule(caller.userId(), said.schedule())
                                            .compose(v -> schedules.changed(tx, caller.userId())));
                })
                .compose(v -> all(caller))
                .onComplete(Answers.json(ctx));
    }

    /** The preferences and the schedule that apply to everything. */
    private record Everything(MailTimings mail, Schedule schedule) {

        /** Reads the body; 422 for anything that is not valid. */
        static Everything of(JsonObject body) {
            return Fields.read(body, fields -> new Everything(MailTimings.of(fields), ScheduleJson.of(fields)));
        }
    }

    /**
     * Replaces the caller's preferences for a workspace or project. Removing them needs no permission, so people who may no
     * longer see it can remove them.
     *
     * @param check fails with 404 if the caller may not see the workspace or project
     */
    private void say(RoutingContext ctx, Scope scope, Function<Caller, Future<?>> check) {
        Query.refuseAny(ctx);
        MailTimings mail = Fields.read(JsonBody.of(ctx), MailTimings::of);
        Caller caller = Caller.of(ctx);
        Future<?> allowed = mail.saysNothing() ? Future.succeededFuture() : check.apply(caller);
        allowed.compose(checked -> new PreferenceStore(pool).say(caller.userId(), scope, mail, MOST_SCOPES))
                .compose(said -> said ? all(caller) : Future.failedFuture(tooMany()))
                .onComplete(Answers.json(ctx));
    }

    private static ProblemException tooMany() {
        return Problems.conflict(
                        "There are preferences for " + MOST_SCOPES + " workspaces and projects; empty some first.")
                .asException();
    }

    private Future<JsonObject> all(Caller caller) {
        PreferenceStore store = new PreferenceStore(pool);
        return store.of(caller.userId())
                .compose(said -> store.schedule(caller.userId()).map(schedule -> toJson(said, schedule)));
    }

    private static JsonObject toJson(List<Preference> said, Schedule schedule) {
        MailTimings mail = said.stream()
                .filter(each -> each.scope().equals(Scope.EVERYTHING))
                .findFirst()
                .map(each -> each.mail().orUsual())
                .orElse(MailTimings.USUAL);
        return ScheduleJson.addTo(new JsonObject().put("mail", mail.toJson()), schedule)
                .put("workspaces", of(Scope.Kind.workspace, "workspaceId", said))
                .put("projects", of(Scope.Kind.project, "projectId", said));
    }

    private static JsonArray of(Scope.Kind kind, String id, List<Preference> said) {
        return new JsonArray(said.stream()
                .filter(each -> each.scope().kind() == kind)
                .map(each -> new JsonObject()
                        .put(id, each.scope().id().toString())
                        .put("mail", each.mail().toJson()))
                .toList());
    }
}
