package dev.tandem.feed.entry;

import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.WorkspaceCreated;
import org.jspecify.annotations.Nullable;

/** Describes in sentences what happened to a workspace and its memberships. */
final class WorkspaceEntries {

    private WorkspaceEntries() {}

    static EntryDraft of(WorkspaceCreated created) {
        Actor owner = Actor.of(created.owner());
        Topic workspace = new Topic("workspace", created.workspaceId().toString(), created.name());
        return new EntryDraft(
                null, null, owner, workspace, owner.called() + " created the workspace " + created.name());
    }

    static EntryDraft of(MemberAdded added, @Nullable Actor actor) {
        Topic member = member(added.userId(), added.name());
        return isBy(actor, member)
                ? story(actor, member, member.called() + " joined as " + added.role())
                : story(actor, member, who(actor) + " added " + member.called() + " as " + added.role());
    }

    static EntryDraft of(MemberChanged changed, @Nullable Actor actor) {
        Topic member = member(changed.userId(), changed.name());
        String what = changed.keepsRole() ? "profile" : "membership";
        String whose = isBy(actor, member) ? "their own " + what : "the " + what + " of " + member.called();
        String now = changed.keepsRole() ? "" : ", now " + changed.role();
        return story(actor, member, who(actor) + " changed " + whose + now);
    }

    static EntryDraft of(MemberRemoved removed, @Nullable Actor actor) {
        Topic member = member(removed.userId(), null);
        return isBy(actor, member)
                ? story(actor, member, member.called() + " left the workspace")
                : story(actor, member, who(actor) + " removed " + member.called());
    }

    private static EntryDraft story(@Nullable Actor actor, Topic member, String summary) {
        return new EntryDraft(null, null, actor, member, summary);
    }

    private static Topic member(String userId, @Nullable String name) {
        return new Topic("member", userId, name);
    }

    private static boolean isBy(@Nullable Actor actor, Topic member) {
        return actor != null && actor.id().equals(member.id());
    }

    private static String who(@Nullable Actor actor) {
        return actor == null ? "Someone" : actor.called();
    }
}
