package dev.tandem.feed.entry;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a feed, newest first.
 *
 * @param newest of the whole feed; absent while it is empty
 */
public record FeedPage(@Nullable FeedEntry newest, List<FeedEntry> entries) {

    static FeedPage from(RowSet<Row> rows) {
        FeedEntry newest = null;
        List<FeedEntry> entries = new ArrayList<>();
        for (Row row : rows) {
            if (row.getBoolean("newest")) {
                newest = FeedEntry.from(row);
            } else {
                entries.add(FeedEntry.from(row));
            }
        }
        return new FeedPage(newest, entries);
    }
}
