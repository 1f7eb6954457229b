package dev.tandem.local.mail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports mails as lines for a terminal, from the JSON that an instance serves. Characters that would control the terminal
 * are shown as {@code ?}.
 */
public final class MailReport {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private MailReport() {}

    /** Returns a line for each mail, in columns, below a line with their names. */
    public static List<String> list(JsonArray mails) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("N", "time", "to", "subject")));
        mails.forEach(each -> rows.add(row((JsonObject) each)));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElseThrow());
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** Returns the headers, an empty line, and the text. */
    public static List<String> one(JsonObject mail) {
        Stream<String> headers = mail.getJsonArray("headers").stream()
                .map(each -> (JsonObject) each)
                .map(header -> onOneLine(header.getString("name") + ": " + header.getString("value")));
        String text = mail.getString("text", "(This mail has no plain text; the page shows its HTML.)");
        return Stream.of(headers, Stream.of(""), text.lines().map(MailReport::onOneLine))
                .flatMap(lines -> lines)
                .toList();
    }

    private static List<String> row(JsonObject mail) {
        String recipients =
                mail.getJsonArray("to").stream().map(String::valueOf).collect(Collectors.joining(", "));
        return List.of(
                String.valueOf(mail.getLong("number")),
                TIME.format(Instant.parse(mail.getString("receivedAt"))),
                onOneLine(recipients),
                onOneLine(mail.getString("subject")));
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String onOneLine(String text) {
        return text.replace('\t', ' ').replaceAll("\\p{Cc}", "?");
    }
}
