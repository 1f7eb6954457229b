package dev.tandem.analytics.audit;

import dev.tandem.messaging.Loop;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes facts as lines, in the order of their chain: a page is read, written and sent before the next is read, so that neither
 * the length of the history nor a slow client takes memory, a connection or a transaction. Fails when the client disconnects or
 * the database fails; the caller then closes the connection, so that the client sees a truncated answer.
 */
final class AuditExport {

    private static final int PAGE = 1_000;

    private final AuditStore store;
    private final UUID workspaceId;
    private final AuditFilter filter;
    private final ExportFormat format;
    private long last;

    AuditExport(AuditStore store, UUID workspaceId, AuditFilter filter, ExportFormat format) {
        this.store = store;
        this.workspaceId = workspaceId;
        this.filter = filter;
        this.format = format;
    }

    Future<Void> to(HttpServerResponse response) {
        response.setChunked(true).putHeader("Content-Type", format.mediaType()).putHeader("Cache-Control", "no-store");
        return response.write(format.head())
                .compose(begun -> Loop.until(() -> page(response)))
                .compose(all -> response.end());
    }

    private Future<Boolean> page(HttpServerResponse response) {
        return store.inOrder(workspaceId, filter, last, PAGE).compose(page -> {
            if (page.isEmpty()) {
                return Future.succeededFuture(true);
            }
            last = page.get(page.size() - 1).number();
            return response.write(lines(page)).map(page.size() < PAGE);
        });
    }

    private String lines(List<AuditEntry> page) {
        return page.stream().map(format::line).collect(Collectors.joining());
    }
}
