package dev.tandem.notifier.reaction;

import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.Role;
import dev.tandem.notifier.announcement.Actor;
import dev.tandem.notifier.announcement.NoticeWording;
import dev.tandem.notifier.reaction.Notice.Line;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the notice of a membership change: a user learns of being added and of a new role. Nobody is notified of a new
 * address or name, or of a removal.
 */
final class MemberRules {

    private MemberRules() {}

    /** @param actorId the envelope's actor */
    static Notice added(MemberAdded fact, @Nullable String actorId) {
        return notice(actorId, NoticeWording.MEMBER_ADDED, fact.role(), fact.userId());
    }

    static Notice changed(MemberChanged fact, @Nullable String actorId) {
        return fact.keepsRole()
                ? Notice.NONE
                : notice(actorId, NoticeWording.MEMBER_CHANGED, fact.role(), fact.userId());
    }

    private static Notice notice(@Nullable String actorId, NoticeWording wording, Role role, String userId) {
        Map<String, String> people = Map.of("actor", actorId == null ? "Someone" : actorId);
        Line line = Line.to(wording.say(people, new JsonObject().put("role", role.toString())), userId);
        return new Notice(null, null, actorId == null ? null : new Actor(actorId, null), List.of(line));
    }
}
