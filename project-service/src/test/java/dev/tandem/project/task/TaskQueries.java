package dev.tandem.project.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes queries of what an address would have after its question mark. */
final class TaskQueries {

    private TaskQueries() {}

    /** @param parameters as in {@code completed=false&assignee=me}; not decoded */
    static TaskQuery query(String reader, String parameters) {
        Map<String, String> given = new HashMap<>();
        for (String parameter : parameters.split("&")) {
            String[] parts = parameter.split("=", 2);
            given.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        Optional<String> word = Optional.ofNullable(given.get("assignee"));
        return new TaskQuery(
                reader,
                Optional.ofNullable(given.get("workspaceId")).map(UUID::fromString),
                Optional.ofNullable(given.get("projectId")).map(UUID::fromString),
                word.filter("me"::equals).map(me -> reader).or(() -> Optional.ofNullable(given.get("assigneeId"))),
                word.filter("none"::equals).isPresent(),
                Optional.ofNullable(given.get("completed")).map(Boolean::valueOf),
                Optional.ofNullable(given.get("dueFrom")).map(LocalDate::parse),
                Optional.ofNullable(given.get("dueTo")).map(LocalDate::parse),
                Optional.ofNullable(given.get("updatedSince")).map(Instant::parse),
                Optional.ofNullable(given.get("text")));
    }
}
