package dev.tandem.analytics;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks an export as docs/api.md tells customers to, with nothing but its lines. */
final class ExportedChain {

    private final UUID workspace;

    ExportedChain(UUID workspace) {
        this.workspace = workspace;
    }

    /** @param lines of a whole export, from the beginning of the chain */
    boolean holds(List<String> lines) {
        String before = "";
        for (String line : lines) {
            JsonObject entry = new JsonObject(line);
            String people = between(line, ",\"people\":", ",\"data\":");
            String data = between(line, ",\"data\":", "}");
            String peopleHash = sha256(entry.getString("salt") + "\n" + entry.getString("actorId", "") + "\n" + people);
            String hash = sha256(before + "\n" + content(entry, data));
            if (!peopleHash.equals(entry.getString("peopleHash")) || !hash.equals(entry.getString("hash"))) {
                return false;
            }
            before = hash;
        }
        return true;
    }

    private String content(JsonObject entry, String data) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(entry.getString("at")));
        String values = Stream.of(
                        workspace.toString(),
                        entry.getLong("number"),
                        entry.getString("eventId"),
                        micros,
                        entry.getString("type"),
                        entry.getLong("sequence"),
                        Objects.requireNonNullElse(entry.getValue("projectId"), Absent.VALUE),
                        Objects.requireNonNullElse(entry.getValue("taskId"), Absent.VALUE),
                        entry.getString("correlationId"),
                        Objects.requireNonNullElse(entry.getValue("operationId"), Absent.VALUE),
                        entry.getString("peopleHash"))
                .map(value -> value == Absent.VALUE ? "null" : Json.encode(value))
                .collect(Collectors.joining(", "));
        return "[" + values + ", " + data + "]";
    }

    private enum Absent {
        VALUE
    }

    private static String between(String line, String begin, String end) {
        int from = line.lastIndexOf(begin) + begin.length();
        return line.substring(from, line.lastIndexOf(end));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
