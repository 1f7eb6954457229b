package dev.tandem.gateway.project;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.ChangeSection;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.DeleteSection;
import dev.tandem.gateway.accept.AcceptHandler;
import dev.tandem.gateway.accept.Expected;
import dev.tandem.gateway.accept.Intent;
import dev.tandem.gateway.accept.RequestBody;
import dev.tandem.gateway.operation.Operation;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import dev.tandem.kit.permission.Permit;
import dev.tandem.kit.request.Ids;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests to create, change and delete sections: checks the permission, makes the request durable and answers 202.
 */
public record SectionRoutes(Permissions permissions, AcceptHandler acceptHandler) {

    /** {@code POST /v1/projects/{projectId}/sections}. */
    public void create(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        UUID section = UuidCreator.getTimeOrderedEpoch();
        accept(
                ctx,
                Action.SECTION_CREATE,
                section,
                body,
                given -> RequestBody.creation(CreateSection.class, body, ids(section, given)));
    }

    /** {@code PATCH /v1/projects/{projectId}/sections/{sectionId}}. */
    public void change(RoutingContext ctx) {
        JsonObject body = RequestBody.body(ctx);
        Expected expected = Expected.by(ctx);
        UUID section = section(ctx);
        accept(
                ctx,
                Action.SECTION_CHANGE,
                section,
                body,
                given -> RequestBody.change(ChangeSection.class, body, expected, ids(section, given)));
    }

    /** {@code DELETE /v1/projects/{projectId}/sections/{sectionId}}. */
    public void delete(RoutingContext ctx) {
        Expected expected = Expected.by(ctx);
        UUID section = section(ctx);
        UUID heir = heir(ctx);
        JsonObject body = heir == null ? new JsonObject() : new JsonObject().put("toSectionId", heir.toString());
        accept(
                ctx,
                Action.SECTION_DELETE,
                section,
                body,
                given -> new DeleteSection(
                        section,
                        given.project(),
                        given.workspaceId(),
                        expected.possible().first(),
                        expected.others(),
                        heir));
    }

    private void accept(
            RoutingContext ctx, Action action, UUID section, JsonObject body, Function<Permit, Command> command) {
        UUID project = UUID.fromString(ctx.pathParam("projectId"));
        acceptHandler.take(
                ctx,
                permissions.checkProject(Caller.of(ctx), action, project),
                body,
                given ->
                        new Intent(Operation.Target.within(given.project(), "section", section), command.apply(given)));
    }

    private static UUID section(RoutingContext ctx) {
        return UUID.fromString(ctx.pathParam("sectionId"));
    }

    private static @Nullable UUID heir(RoutingContext ctx) {
        String given = ctx.queryParams().get("toSectionId");
        return given == null ? null : Ids.parse("toSectionId", given);
    }

    private static JsonObject ids(UUID section, Permit given) {
        return new JsonObject()
                .put("sectionId", section.toString())
                .put("projectId", given.project().toString())
                .put("workspaceId", given.workspaceId().toString());
    }
}
