package dev.tandem.messaging.outbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the relay's rows in memory, in number and in bytes. One tenant may use at most half of either, and so may one
 * destination: a noisy tenant, or a destination that accepts no messages, leaves room for the others. Rows without room stay in
 * the table. Not thread-safe.
 */
final class MemoryBudget {

    /** Estimated size of a row without its body. */
    private static final int ROW_BYTES = 1_024;

    private final int mostRows;
    private final long mostBytes;
    private final Share all = new Share();
    private final Map<String, Share> tenants = new HashMap<>();
    private final Map<Destination, Share> destinations = new HashMap<>();

    MemoryBudget(int mostRows, long mostBytes) {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
    }

    /** Returns true if there is room for a row with a body of this many bytes. An empty share has room for any row. */
    boolean has(String tenant, Destination destination, int body) {
        long bytes = ROW_BYTES + (long) body;
        return all.has(bytes, mostRows, mostBytes)
                && half(tenants.get(tenant), bytes)
                && half(destinations.get(destination), bytes);
    }

    boolean has(OutboxRow row) {
        return has(row.tenant(), row.destination(), row.body().length());
    }

    private boolean half(@Nullable Share share, long bytes) {
        return share == null || share.has(bytes, mostRows / 2, mostBytes / 2);
    }

    void take(OutboxRow row) {
        count(row, 1);
    }

    void give(OutboxRow row) {
        count(row, -1);
    }

    long bytes() {
        return all.bytes;
    }

    private void count(OutboxRow row, int more) {
        long bytes = more * (ROW_BYTES + (long) row.body().length());
        all.add(more, bytes);
        tenants.compute(row.tenant(), (tenant, share) -> added(share, more, bytes));
        destinations.compute(row.destination(), (destination, share) -> added(share, more, bytes));
    }

    private static @Nullable Share added(@Nullable Share present, int rows, long bytes) {
        Share share = present == null ? new Share() : present;
        share.add(rows, bytes);
        return share.rows == 0 ? null : share;
    }

    private static final class Share {
        private int rows;
        private long bytes;

        boolean has(long more, int mostRows, long mostBytes) {
            return rows == 0 || (rows < mostRows && bytes + more <= mostBytes);
        }

        void add(int moreRows, long moreBytes) {
            rows += moreRows;
            bytes += moreBytes;
        }
    }
}
