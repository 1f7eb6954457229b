package dev.tandem.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageTest {

    private final List<UUID> ids = Stream.generate(UUID::randomUUID).limit(3).toList();

    @Test
    void one_row_more_than_is_shown_means_that_there_is_a_next_page() {
        Page<UUID> page = upTo(2);
        assertThat(page.rows()).isEqualTo(3);

        JsonObject json = answered(page);

        assertThat(json.getJsonArray("items")).isEqualTo(items(ids.subList(0, 2)));
        assertThat(Cursors.NEWEST_FIRST.decode(json.getString("nextCursor"))).isEqualTo(ids.get(1));
    }

    @Test
    void the_last_page_has_a_null_cursor() {
        JsonObject json = answered(upTo(3));

        assertThat(json.getJsonArray("items")).isEqualTo(items(ids));
        assertThat(json.containsKey("nextCursor")).isTrue();
        assertThat(json.getValue("nextCursor")).isNull();
    }

    private static Page<UUID> upTo(int limit) {
        return new Page<>(Cursors.NEWEST_FIRST.start(), limit, Cursors.NEWEST_FIRST);
    }

    private JsonObject answered(Page<UUID> page) {
        return page.toJson(ids, id -> id, PageTest::item);
    }

    private static JsonArray items(List<UUID> shown) {
        return new JsonArray(shown.stream().map(PageTest::item).toList());
    }

    private static JsonObject item(UUID id) {
        return new JsonObject().put("id", id.toString());
    }
}
