package dev.tandem.gateway.stream;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.auth.Questions;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.gathering.Gathering;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Asks the notifier for new inbox entries, for many users in one request, each with their own token. Thread-safe. */
final class Inboxes {

    private static final int REQUESTS = 2;
    private static final int MOST_AT_ONCE = 32;

    private record Question(String token, UUID after) {}

    private final ServiceClient notifier;
    private final Gathering<Question, Future<StreamSource.Page>> questions;

    Inboxes(Vertx vertx, ServiceClient notifier) {
        this.notifier = notifier;
        this.questions = new Gathering<>(
                vertx, REQUESTS, MOST_AT_ONCE, Questions.HEAVIEST, each -> Questions.weight(each.token), this::send);
    }

    /**
     * The caller's inbox, limited to workspaces that they belong to. Each entry has its current state, so one that was read
     * since then is marked as read.
     */
    StreamSource of(Caller caller) {
        return new StreamSource() {
            @Override
            public String name() {
                return "notification";
            }

            @Override
            public Future<Page> behind(Mark place) {
                return questions.ask(new Question(caller.token(), place.asId())).compose(Function.identity());
            }
        };
    }

    private Future<List<Future<StreamSource.Page>>> send(List<Question> asked) {
        return notifier.call(HttpMethod.POST, "/v1/notifications/news")
                .changingNothing()
                .json(Questions.together(
                        asked, Question::token, each -> new JsonObject().put("after", each.after.toString())))
                .sendForJson()
                .map(answer -> Questions.answers(answer, asked.size(), Inboxes::page));
    }

    private static StreamSource.Page page(JsonObject json) {
        List<StreamSource.Item> items = new ArrayList<>();
        for (Object each : json.getJsonArray("items")) {
            JsonObject data = (JsonObject) each;
            items.add(new StreamSource.Item(place(data.getString("id")), data));
        }
        String next = json.getString("next");
        return new StreamSource.Page(items, next == null ? null : place(next), Instant.parse(json.getString("readAt")));
    }

    /** Uses the time inside the UUIDv7. */
    private static Mark place(String id) {
        UUID uuid = UUID.fromString(id);
        return new Mark(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16), uuid);
    }
}
