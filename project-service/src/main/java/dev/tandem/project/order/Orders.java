package dev.tandem.project.order;

import dev.tandem.contracts.Ranked;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The orders of the lists that a batch changes: announced, read in one statement, followed in memory, and written. Where ranks
 * are long already, a second statement reads more neighbours, among whom they can be spread.
 */
public final class Orders {

    /** Items that are read on each side of a place. */
    static final int REACH = 12;

    private final String table;
    private final Set<OrderStore.Question> wanted = new LinkedHashSet<>();
    private final Map<UUID, Order> byProject = new HashMap<>();
    private final Map<UUID, String> reranked = new TreeMap<>();

    /** @param table one of those of {@link OrderStore} */
    public Orders(String table) {
        this.table = table;
    }

    /** Announces that an item of the project is to stand there. */
    public void want(UUID project, Place place) {
        wanted.add(new OrderStore.Question(project, place));
        byProject.computeIfAbsent(project, id -> new Order(table));
    }

    /** The order of a project for which a place was announced. */
    public Order of(UUID project) {
        Order order = byProject.get(project);
        if (order == null) {
            throw new IllegalStateException("The order of " + project + " was not wanted, so it is not known");
        }
        return order;
    }

    public Future<Void> load(SqlClient sql) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture();
        }
        OrderStore store = new OrderStore(sql, table);
        List<OrderStore.Question> questions = List.copyOf(wanted);
        return store.read(questions, REACH, byProject).compose(read -> {
            List<OrderStore.Question> crowded = questions.stream()
                    .filter(each -> of(each.project()).isCrowded())
                    .toList();
            return crowded.isEmpty() ? Future.succeededFuture() : store.read(crowded, Order.MOST / 2, byProject);
        });
    }

    /** Gives an item that is written anyway, or was read by nobody, another rank. */
    public void enter(UUID project, UUID item, String rank) {
        of(project).enter(item, rank);
        reranked.remove(item);
    }

    /** Gives an item another rank, which {@link #save} writes. */
    public void rerank(UUID project, Ranked item) {
        of(project).enter(item.id(), item.rank());
        reranked.put(item.id(), item.rank());
    }

    /** Keeps the item's place while nobody sees it, if the order is known. */
    public void hide(UUID project, UUID item) {
        Order order = byProject.get(project);
        if (order != null) {
            order.hide(item);
        }
    }

    /** Undoes {@link #hide}. */
    public void show(UUID project, UUID item) {
        Order order = byProject.get(project);
        if (order != null) {
            order.show(item);
        }
    }

    /** Removes an item, if the order is known. */
    public void leave(UUID project, UUID item) {
        Order order = byProject.get(project);
        if (order != null) {
            order.leave(item);
        }
        reranked.remove(item);
    }

    /** Writes the ranks of items that are otherwise unchanged. */
    public Future<Void> save(SqlClient sql) {
        List<Ranked> changes = new ArrayList<>();
        reranked.forEach((id, rank) -> changes.add(new Ranked(id, rank)));
        return changes.isEmpty() ? Future.succeededFuture() : new OrderStore(sql, table).rerank(changes);
    }
}
