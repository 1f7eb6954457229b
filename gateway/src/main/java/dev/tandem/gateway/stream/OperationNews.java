package dev.tandem.gateway.stream;

import dev.tandem.gateway.operation.OperationLookup;
import io.vertx.core.Future;
import java.util.List;

/**
 * Reads the changed operations of one user in their current state. Several changes of an operation since the last reading
 * yield one item.
 */
record OperationNews(OperationLookup operations, String userId) implements StreamSource {

    @Override
    public String name() {
        return "operation";
    }

    @Override
    public Future<Page> behind(Mark place) {
        return operations.changed(userId, place.at(), place.id()).map(changes -> {
            List<Item> items = changes.operations().stream()
                    .map(each -> new Item(
                            new Mark(each.at(), each.operation().id()),
                            each.operation().toJson()))
                    .toList();
            boolean full = items.size() == OperationLookup.PAGE;
            return new Page(items, full ? items.get(items.size() - 1).place() : null, changes.readAt());
        });
    }
}
