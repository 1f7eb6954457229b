package dev.tandem.notifier.webhook;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.kit.sentence.Sentence;
import dev.tandem.kit.table.Found;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.Cause;
import dev.tandem.notifier.announcement.Channel;
import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.announcement.NoticeWording;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the owners and admins of a workspace, at most 100, when a webhook's receiver has failed for a day, and when the
 * webhook is disabled because of its receiver.
 */
final class AdminNotice {

    private static final Logger LOG = LoggerFactory.getLogger(AdminNotice.class);

    private static final String ADMINS = """
            SELECT user_id FROM workspace_member WHERE workspace_id = $1 AND role IN ('owner', 'admin') ORDER BY user_id LIMIT 100
            """;

    private final List<Channel> channels;

    AdminNotice(List<Channel> channels) {
        this.channels = List.copyOf(channels);
    }

    /** Adds the notifications to the transaction, if the change of the webhook's condition to {@code now} calls for any. */
    Future<Void> of(UnitOfWork work, Webhook webhook, Condition now) {
        Optional<Sentence> told = sentence(webhook, now);
        if (told.isEmpty()) {
            return Future.succeededFuture();
        }
        UUID workspace = webhook.workspaceId();
        LOG.info("{} (webhook {} of workspace {})", told.get().text(), webhook.id(), workspace);
        return work.sql()
                .preparedQuery(ADMINS)
                .execute(Tuple.of(workspace))
                .map(rows -> Found.all(rows, row -> row.getString("user_id")))
                .map(admins -> {
                    List<Announcement> announced = List.of(announcement(workspace, now, told.get(), admins));
                    channels.forEach(channel -> channel.announce(work, announced));
                    return null;
                });
    }

    private static Announcement announcement(UUID workspace, Condition now, Sentence sentence, List<String> admins) {
        return new Announcement(
                new Cause(UuidCreator.getTimeOrderedEpoch(), null, null),
                workspace,
                null,
                null,
                Concern.NEWS,
                now.disabled() == null ? "webhook.failing" : "webhook.disabled",
                sentence,
                null,
                admins);
    }

    private static Optional<Sentence> sentence(Webhook webhook, Condition now) {
        JsonObject arguments = new JsonObject()
                .put("webhookId", webhook.id().toString())
                .put("host", webhook.url().getHost());
        boolean disabled =
                now.disabled() != null && now.disabled() != webhook.condition().disabled();
        if (disabled) {
            NoticeWording wording = now.disabled() == Condition.Disabled.GONE
                    ? NoticeWording.WEBHOOK_GONE
                    : NoticeWording.WEBHOOK_DISABLED;
            return Optional.of(wording.say(Map.of(), arguments));
        }
        return now.warned() && !webhook.condition().warned()
                ? Optional.of(NoticeWording.WEBHOOK_FAILING.say(
                        Map.of(), arguments.put("since", String.valueOf(now.failingSince()))))
                : Optional.empty();
    }
}
