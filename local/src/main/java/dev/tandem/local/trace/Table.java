package dev.tandem.local.trace;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Aligns rows in columns. No line is wider than {@value #WIDTH}, unless its note alone is longer. */
final class Table {

    private static final int WIDTH = 120;
    private static final int WIDEST_BRANCH = 64;
    private static final String GAP = "  ";

    private final int branch;
    private final int service;
    private final int offset;
    private final int duration;

    /** Makes the columns as wide as these rows need. */
    Table(List<Row> rows) {
        branch = Math.min(WIDEST_BRANCH, widest(rows, Row::branch));
        service = widest(rows, Row::service);
        offset = widest(rows, Row::offset);
        duration = widest(rows, Row::duration);
    }

    /** Returns one line, or two when the note does not fit beside the rest. */
    Stream<String> lines(Row row) {
        String line = String.join(
                GAP,
                left(cut(row.branch()), branch),
                left(row.service(), service),
                right(row.offset(), offset),
                right(row.duration(), duration));
        if (row.note().isEmpty()) {
            return Stream.of(line);
        }
        String full = line + GAP + row.note();
        return full.length() <= WIDTH ? Stream.of(full) : Stream.of(line, row.below() + row.note());
    }

    private String cut(String text) {
        return text.length() <= branch ? text : text.substring(0, branch - 1) + "…";
    }

    private static int widest(List<Row> rows, Function<Row, String> cell) {
        return rows.stream().map(cell).mapToInt(String::length).max().orElse(0);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
