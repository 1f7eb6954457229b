package dev.tandem.project.task;

import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.table.Conditions;
import dev.tandem.kit.table.Times;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a list of tasks is sorted: by a key, and tasks of one key by their ids, both in one direction. */
record TaskSort(Key key, boolean descending) {

    private static final UUID LOWEST_ID = new UUID(0, 0);
    private static final UUID HIGHEST_ID = new UUID(-1, -1);
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

    /** Stands for no due day: after all others. The indexes have it too. */
    private static final LocalDate NO_DAY = LocalDate.of(10_000, 1, 1);

    private static final LocalDate BEYOND = NO_DAY.plusDays(1);

    /** What tasks are sorted by, and the column or expression that has an index. */
    enum Key {
        /** An id begins with the time at which it was made. */
        created(null),
        updated("updated_at"),
        due("coalesce(due_on, DATE '10000-01-01')");

        private final @Nullable String column;

        Key(@Nullable String column) {
            this.column = column;
        }
    }

    /**
     * A place in the list.
     *
     * @param key microseconds since 1970 if sorted by updates, days since 1970 if by due days, otherwise 0
     */
    record Position(long key, UUID id) {}

    /** Reads {@code sort} and {@code direction}; newest first by default, and what is due next first. */
    static TaskSort of(Query query) {
        Key key = query.word("sort", List.of("created", "updated", "due"))
                .map(Key::valueOf)
                .orElse(Key.created);
        boolean descending = query.word("direction", List.of("asc", "desc"))
                .map("desc"::equals)
                .orElse(key != Key.due);
        return new TaskSort(key, descending);
    }

    /** For {@code ORDER BY}. */
    String order() {
        String way = descending ? " DESC" : "";
        return (key.column == null ? "" : key.column + way + ", ") + "id" + way;
    }

    /** The condition for what comes after the position. */
    String after(Position position, Conditions values) {
        String comparison = descending ? " < " : " > ";
        String id = values.parameter(position.id);
        if (key.column == null) {
            return "id" + comparison + id;
        }
        return "(" + key.column + ", id)" + comparison + "(" + values.parameter(value(position.key)) + ", " + id + ")";
    }

    Position positionOf(Task task) {
        return new Position(
                switch (key) {
                    case created -> 0;
                    case updated -> micros(task.updatedAt());
                    case due ->
                        Objects.requireNonNullElse(task.details().dueOn(), NO_DAY)
                                .toEpochDay();
                },
                task.id());
    }

    /** Cursors that are good for this order only. */
    Cursors<Position> cursors() {
        return new Cursors<>(start(), this::bytes, this::position);
    }

    private Position start() {
        return new Position(descending ? last() : first(), descending ? HIGHEST_ID : LOWEST_ID);
    }

    private long first() {
        return switch (key) {
            case created -> 0;
            case updated -> micros(Times.EARLIEST);
            case due -> FIRST_DAY.toEpochDay();
        };
    }

    private long last() {
        return switch (key) {
            case created -> 0;
            case updated -> micros(Times.LATEST);
            case due -> BEYOND.toEpochDay();
        };
    }

    private Object value(long number) {
        return key == Key.due ? LocalDate.ofEpochDay(number) : Times.utc(Instant.EPOCH.plus(number, ChronoUnit.MICROS));
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    private byte[] bytes(Position position) {
        return ByteBuffer.allocate(1 + Long.BYTES + 2 * Long.BYTES)
                .put(code())
                .putLong(position.key)
                .put(Cursors.bytes(position.id))
                .array();
    }

    private Position position(ByteBuffer bytes) {
        byte code = bytes.get();
        long number = bytes.getLong();
        if (code != code() || number < first() || number > last()) {
            throw new IllegalArgumentException("no position in this order");
        }
        return new Position(number, Cursors.id(bytes));
    }

    private byte code() {
        return (byte) (2 * key.ordinal() + (descending ? 1 : 0));
    }
}
