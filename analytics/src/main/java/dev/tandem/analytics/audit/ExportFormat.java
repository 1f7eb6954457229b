package dev.tandem.analytics.audit;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A form in which the audit trail is exported, a line for each fact. */
enum ExportFormat {
    /** JSON Lines, jsonlines.org. {@code people} and {@code data} are the very texts of which the hashes were made. */
    jsonl("application/jsonl", "") {
        @Override
        String line(AuditEntry entry) {
            JsonObject known = entry.toJson();
            known.remove("people");
            known.remove("data");
            String json = known.encode();
            return json.substring(0, json.length() - 1) + ",\"people\":" + entry.people() + ",\"data\":" + entry.data()
                    + "}\n";
        }
    },

    /** Comma-separated values as in RFC 4180, with a header. */
    csv(
            "text/csv; charset=utf-8; header=present",
            "number,event_id,at,type,sequence,project_id,task_id,actor_id,correlation_id,operation_id,people,data,people_hash,hash\r\n") {
        @Override
        String line(AuditEntry entry) {
            return Stream.of(
                                    entry.number(),
                                    entry.eventId(),
                                    entry.at(),
                                    entry.type(),
                                    entry.sequence(),
                                    entry.projectId(),
                                    entry.taskId(),
                                    entry.actorId(),
                                    entry.correlationId(),
                                    entry.operationId(),
                                    entry.people(),
                                    entry.data(),
                                    entry.peopleHash(),
                                    entry.hash())
                            .map(ExportFormat::cell)
                            .collect(Collectors.joining(","))
                    + "\r\n";
        }
    };

    private final String mediaType;
    private final String head;

    ExportFormat(String mediaType, String head) {
        this.mediaType = mediaType;
        this.head = head;
    }

    abstract String line(AuditEntry entry);

    String mediaType() {
        return mediaType;
    }

    String head() {
        return head;
    }

    /** Quoted; a value that a spreadsheet would take for a formula begins with an apostrophe. */
    private static String cell(@Nullable Object value) {
        String text = Objects.toString(value, "");
        String harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
