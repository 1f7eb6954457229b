package dev.tandem.messaging.outbox;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Partitions in which rows may wait that were not handed over, and the reading of them page by page. Lives on one context. */
final class Unread {

    private static final int PAGE = 1_000;
    private static final int PAGE_PER_TENANT = 128;

    private final OutboxTable table;

    /** With the tenant after which to read on. The one that was read last stands last: they take turns. */
    private final Map<Integer, String> partitions = new LinkedHashMap<>();

    /** Rows that were deleted while a page was being read, and may stand in it all the same. */
    private final Set<UUID> deleted = new HashSet<>();

    /** Partitions in which rows came while a page was being read, and may be missing in it. */
    private final Set<Integer> grown = new HashSet<>();

    private boolean reading;

    Unread(OutboxTable table) {
        this.table = table;
    }

    /** Rows may wait in the partition; reads it from the start. */
    void anew(int partition) {
        partitions.put(partition, "");
    }

    /** Rows may wait in the partition; goes on reading it where that was begun. */
    void grows(int partition) {
        partitions.putIfAbsent(partition, "");
        grown.add(partition);
    }

    /** The row is no longer in the table. */
    void deleted(OutboxRow row) {
        if (reading) {
            deleted.add(row.id());
        }
    }

    /**
     * Reads the next page of one of the partitions.
     *
     * @param held whether a partition is this process's; another is forgotten
     * @param known how many rows the reader has already, for they come again in a page
     * @return null when there is nothing to read, or a page is being read
     */
    @Nullable
    Future<Page> next(IntPredicate held, int known) {
        if (reading) {
            return null;
        }
        partitions.keySet().removeIf(partition -> !held.test(partition));
        if (partitions.isEmpty()) {
            return null;
        }
        int partition = partitions.keySet().iterator().next();
        String after = partitions.getOrDefault(partition, "");
        partitions.remove(partition);
        partitions.put(partition, after);
        int limit = known + PAGE;
        reading = true;
        deleted.clear();
        grown.remove(partition);
        return table.fairPage(partition, after, known + PAGE_PER_TENANT, limit)
                .map(rows -> new Page(partition, after, rows, rows.size() >= limit));
    }

    /** Ends the reading of a page that failed; the next comes from the same place. */
    void failed() {
        reading = false;
    }

    /** The rows of the page that are still in the table. */
    List<OutboxRow> present(Page page) {
        reading = false;
        return page.rows.stream().filter(row -> !deleted.contains(row.id())).toList();
    }

    /** @param news whether the page held rows that were not known before */
    void read(Page page, boolean news) {
        if (page.full) {
            partitions.put(page.partition, page.rows.get(page.rows.size() - 1).tenant());
        } else if (news || !page.after.isEmpty() || grown.contains(page.partition)) {
            partitions.put(page.partition, "");
        } else {
            partitions.remove(page.partition);
        }
    }

    /** @param full whether there may be more after it */
    record Page(int partition, String after, List<OutboxRow> rows, boolean full) {}
}
