package dev.tandem.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays out a table in Markdown, padded so that it is readable in a terminal too.
 *
 * @param texts how many of the first columns are aligned to the left
 */
record Grid(List<String> head, int texts) {

    String of(List<List<String>> rows) {
        List<Integer> widths =
                widths(Stream.concat(Stream.of(head), rows.stream()).toList());
        return line(head, widths)
                + rule(widths)
                + rows.stream().map(cells -> line(cells, widths)).collect(Collectors.joining());
    }

    static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private List<Integer> widths(List<List<String>> lines) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < head.size(); column++) {
            int at = column;
            widths.add(lines.stream()
                    .mapToInt(cells -> cells.get(at).length())
                    .max()
                    .orElseThrow());
        }
        return widths;
    }

    private String line(List<String> cells, List<Integer> widths) {
        List<String> padded = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            String space = " ".repeat(widths.get(column) - cells.get(column).length());
            padded.add(column < texts ? cells.get(column) + space : space + cells.get(column));
        }
        return padded.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private String rule(List<Integer> widths) {
        List<String> dashes = new ArrayList<>();
        for (int column = 0; column < widths.size(); column++) {
            dashes.add("-".repeat(widths.get(column) + 1) + (column < texts ? "-" : ":"));
        }
        return dashes.stream().collect(Collectors.joining("|", "|", "|\n"));
    }
}
