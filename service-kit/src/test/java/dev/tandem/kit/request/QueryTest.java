package dev.tandem.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryTest {

    private static final UUID ID = UUID.fromString("01980a3e-0000-7000-8000-00000000000a");

    private Served served;

    @BeforeAll
    void serve() {
        served = Served.with(router -> {
            router.get("/things").handler(ctx -> {
                Query query = Query.of(ctx, "unread", "owner", "day", "cursor", "limit");
                Page<UUID> page = Page.of(query, Cursors.NEWEST_FIRST);
                ctx.end(query.flag("unread") + " " + query.id("owner").orElse(null) + " "
                        + query.day("day").map(day -> day + " ").orElse("") + page.after() + " " + page.limit());
            });
            router.get("/things/:thing").handler(ctx -> {
                Query.refuseAny(ctx);
                ctx.end(Ids.inPath(ctx, "thing").toString());
            });
        });
    }

    @AfterAll
    void close() {
        served.close();
    }

    @Test
    void what_is_not_told_has_its_default() {
        assertThat(served.get("/things").body()).isEqualTo("false null " + Cursors.NEWEST_FIRST.start() + " 50");
    }

    @Test
    void what_is_told_is_read() {
        String cursor = Cursors.NEWEST_FIRST.encode(ID);
        assertThat(served.get("/things?limit=100&unread=true&owner=" + ID + "&cursor=" + cursor)
                        .body())
                .isEqualTo("true " + ID + " " + ID + " 100");
        assertThat(served.get("/things?day=2024-02-29&cursor=" + cursor).body())
                .isEqualTo("false null 2024-02-29 " + ID + " 50");
        assertThat(served.get("/things/" + ID).body()).isEqualTo(ID.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?page=2",
                "?Limit=7",
                "?limit=5&limit=5",
                "?limit=0",
                "?limit=101",
                "?limit=ten",
                "?limit=",
                "?limit=-1",
                "?limit=1e1",
                "?limit=0000001",
                "?cursor=",
                "?cursor=%25",
                "?cursor=AAAA",
                "?day=today",
                "?day=2026-02-30",
                "?day=0000-01-01",
                "?unread=yes",
                "?unread=",
                "?owner=1-1-1-1-1",
                "?owner=",
                "/1-1-1-1-1",
                "/none",
                "/01980a3e-0000-7000-8000-00000000000a?limit=1"
            })
    void what_is_not_understood_is_refused(String address) {
        HttpResponse<String> answer = served.get("/things" + address);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Served.json(answer).getString("type")).isEqualTo("/problems/malformed-request");
    }
}
