package dev.tandem.feed.entry;

import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.WorkspaceCreated;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes in sentences what happened to a workspace and its memberships. */
final class WorkspaceEntries {

    private WorkspaceEntries() {}

    static EntryDraft of(WorkspaceCreated created) {
        Actor owner = Actor.of(created.owner());
        Topic workspace = new Topic("workspace", created.workspaceId().toString(), created.name());
        return new EntryDraft(
                null,
                null,
                owner,
                workspace,
                owner.says(FeedWording.WORKSPACE_CREATED, new JsonObject().put("workspace", created.name())));
    }

    static EntryDraft of(MemberAdded added, @Nullable Actor actor) {
        Topic member = member(added.userId(), added.name());
        FeedWording wording = isBy(actor, member) ? FeedWording.MEMBER_JOINED : FeedWording.MEMBER_ADDED;
        return story(actor, member, wording, as(added.role()));
    }

    static EntryDraft of(MemberChanged changed, @Nullable Actor actor) {
        Topic member = member(changed.userId(), changed.name());
        boolean self = isBy(actor, member);
        return changed.keepsRole()
                ? story(
                        actor,
                        member,
                        self ? FeedWording.MEMBER_DESCRIBED_SELF : FeedWording.MEMBER_DESCRIBED,
                        new JsonObject())
                : story(
                        actor,
                        member,
                        self ? FeedWording.MEMBER_CHANGED_SELF : FeedWording.MEMBER_CHANGED,
                        as(changed.role()));
    }

    static EntryDraft of(MemberRemoved removed, @Nullable Actor actor) {
        Topic member = member(removed.userId(), null);
        FeedWording wording = isBy(actor, member) ? FeedWording.MEMBER_LEFT : FeedWording.MEMBER_REMOVED;
        return story(actor, member, wording, new JsonObject());
    }

    private static EntryDraft story(@Nullable Actor actor, Topic member, FeedWording wording, JsonObject arguments) {
        Map<String, String> people =
                Map.of("actor", actor == null ? "Someone" : actor.called(), "member", member.called());
        return new EntryDraft(null, null, actor, member, wording.say(people, arguments));
    }

    private static JsonObject as(Role role) {
        return new JsonObject().put("role", role.toString());
    }

    private static Topic member(String userId, @Nullable String name) {
        return new Topic("member", userId, name);
    }

    private static boolean isBy(@Nullable Actor actor, Topic member) {
        return actor != null && actor.is(member.id());
    }
}
