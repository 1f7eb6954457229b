package dev.tandem.local.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * One span of a tree as a row of a table.
 *
 * @param branch the lines of the tree and the name
 * @param below the lines of the tree below it, for a note that does not fit in the row
 */
record Row(String branch, String below, String service, String offset, String duration, String note) {

    /** Returns the rows from top to bottom. */
    static List<Row> of(TraceTree tree, Notes notes) {
        List<Row> rows = new ArrayList<>();
        tree.roots().forEach(root -> add(rows, root, "", "", tree.start(), notes));
        return rows;
    }

    private static void add(List<Row> rows, TraceTree.Node node, String fork, String indent, long start, Notes notes) {
        RecordedSpan span = node.span();
        List<TraceTree.Node> children = node.children();
        rows.add(new Row(
                fork + span.name(),
                indent + (children.isEmpty() ? "   " : "│  "),
                span.service(),
                "+" + Lengths.of(span.start() - start),
                Lengths.of(Math.max(0, span.end() - span.start())),
                notes.of(node)));
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            add(rows, children.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "), start, notes);
        }
    }
}
