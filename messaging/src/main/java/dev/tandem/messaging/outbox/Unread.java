package dev.tandem.messaging.outbox;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the partitions that may have rows that were not handed over, and reads them page by page: first the keys, then the bodies
 * of unknown rows that have room, some megabytes at a time. Lives on one context.
 */
final class Unread {

    private static final int PAGE = 1_000;
    private static final int PAGE_PER_TENANT = 128;
    private static final int PAGE_BYTES = 4 * 1024 * 1024;

    private final OutboxTable table;

    /** The partitions take turns: the one that was read last comes last. */
    private final Map<Integer, Progress> partitions = new LinkedHashMap<>();

    /** Rows that were deleted while a page was being read, and that the page may contain nevertheless. */
    private final Set<UUID> deleted = new HashSet<>();

    /** Partitions that received rows while a page was being read, and whose new rows the page may lack. */
    private final Set<Integer> grown = new HashSet<>();

    private boolean reading;

    Unread(OutboxTable table) {
        this.table = table;
    }

    /** Schedules a read of the partition from its start, because it may have rows. */
    void anew(int partition) {
        partitions.put(partition, Progress.START);
        grown.add(partition);
    }

    /** Schedules a further read of the partition from where the last one stopped, because it may have rows. */
    void grows(int partition) {
        partitions.putIfAbsent(partition, Progress.START);
        grown.add(partition);
    }

    /** Notes that the row is no longer in the table. */
    void deleted(UUID id) {
        if (reading) {
            deleted.add(id);
        }
    }

    /**
     * Reads the next page of one of the partitions.
     *
     * @param held whether this process holds a partition; others are forgotten
     * @param known the rows that are already in memory
     * @param passed destinations whose rows are not read
     * @return null when there is nothing to read, or another page is being read
     */
    @Nullable
    Future<Page> next(IntPredicate held, Set<UUID> known, MemoryBudget budget, List<Destination> passed) {
        if (reading) {
            return null;
        }
        partitions.keySet().removeIf(partition -> !held.test(partition));
        if (partitions.isEmpty()) {
            return null;
        }
        var turn = partitions.entrySet().iterator().next();
        int partition = turn.getKey();
        Progress progress = turn.getValue();
        partitions.remove(partition);
        partitions.put(partition, progress);
        int limit = known.size() + PAGE;
        reading = true;
        deleted.clear();
        grown.remove(partition);
        return table.fairPage(partition, progress.after, known.size() + PAGE_PER_TENANT, limit, passed)
                .compose(found -> {
                    String last = found.size() < limit
                            ? null
                            : found.get(limit - 1).key().tenant();
                    List<OutboxTable.Waiting> unknown = found.stream()
                            .filter(row -> !known.contains(row.key().id()) && !isGone(row.key()))
                            .toList();
                    List<OutboxRow.Key> wanted = wanted(unknown, budget);
                    boolean cut = wanted.size() < unknown.size();
                    return table.rows(partition, wanted).map(rows -> new Page(partition, rows, last, cut));
                });
    }

    private boolean isGone(OutboxRow.Key row) {
        return deleted.contains(row.id());
    }

    /** The rows that have room, with tenants in turns, up to a number of bytes. */
    private static List<OutboxRow.Key> wanted(List<OutboxTable.Waiting> unknown, MemoryBudget budget) {
        Map<String, Integer> turns = new HashMap<>();
        Map<OutboxTable.Waiting, Integer> turn = new HashMap<>();
        unknown.forEach(row -> turn.put(row, turns.merge(row.key().tenant(), 1, Integer::sum)));
        List<OutboxRow.Key> wanted = new ArrayList<>();
        long bytes = 0;
        for (OutboxTable.Waiting row :
                unknown.stream().sorted(Comparator.comparing(turn::get)).toList()) {
            bytes += row.bytes();
            if (bytes > PAGE_BYTES && !wanted.isEmpty()) {
                break;
            }
            if (budget.has(row.key().tenant(), row.destination(), row.bytes())) {
                wanted.add(row.key());
            }
        }
        return wanted;
    }

    /** Abandons a page whose reading failed; the next read starts from the same place. */
    void failed() {
        reading = false;
    }

    /** The rows of the page that are still in the table. */
    List<OutboxRow> present(Page page) {
        reading = false;
        return page.rows.stream().filter(row -> !isGone(row.key())).toList();
    }

    /** @param news whether the page brought rows that were not known before */
    void read(Page page, boolean news) {
        Progress before = partitions.getOrDefault(page.partition, Progress.START);
        boolean more = news || before.news || grown.contains(page.partition);
        if (page.cut && news) {
            partitions.put(page.partition, new Progress(before.after, true));
        } else if (page.last != null) {
            partitions.put(page.partition, new Progress(page.last, more));
        } else if (more) {
            partitions.put(page.partition, Progress.START);
        } else {
            partitions.remove(page.partition);
        }
    }

    /**
     * @param rows the rows that were not known and had room
     * @param last the tenant after which to read on; null when there is no more
     * @param cut whether rows of the page were left out for want of room
     */
    record Page(
            int partition, List<OutboxRow> rows, @Nullable String last, boolean cut) {}

    /**
     * @param after the tenant after which to read on
     * @param news whether this round through the tenants has found new rows
     */
    private record Progress(String after, boolean news) {
        private static final Progress START = new Progress("", false);
    }
}
