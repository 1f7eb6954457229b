package dev.tandem.bench.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** Draws the 99th percentiles of all rows as SVG: time on a logarithmic scale over the loads, a line for each side. */
public final class Chart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 140;
    private static final int TOP = 60;
    private static final int BOTTOM = 50;
    private static final int LOWEST_DECADE = 0;
    private static final int HIGHEST_DECADE = 5;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #24292f; }
              .title { font-size: 15px; font-weight: 600; }
              .grid { stroke: #d0d7de; stroke-width: 1; }
              .line { fill: none; stroke-width: 2.5; }
              .request-driven .line, .request-driven circle { stroke: #bc4c00; }
              .request-driven text { fill: #bc4c00; }
              .tandem .line, .tandem circle { stroke: #0969da; }
              .tandem text { fill: #0969da; }
              circle { fill: #ffffff; stroke-width: 2.5; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .grid { stroke: #3d444d; }
                .request-driven .line, .request-driven circle { stroke: #f0883e; }
                .request-driven text { fill: #f0883e; }
                .tandem .line, .tandem circle { stroke: #58a6ff; }
                .tandem text { fill: #58a6ff; }
                circle { fill: #0d1117; }
              }
            </style>
            """;

    private final Times times;

    /** @param patience how long a request may take before it counts as timed out */
    public Chart(Duration patience) {
        this.times = new Times(patience);
    }

    public String of(List<Row> rows) {
        List<String> loads = new ArrayList<>(new LinkedHashSet<>(
                rows.stream().map(row -> row.arrivals().describe()).toList()));
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n",
                WIDTH,
                HEIGHT));
        svg.append("<title>99th percentile of the time until a project's creation is answered</title>\n");
        svg.append(STYLE);
        svg.append(text(LEFT, 28, "title", "start", "Until a creation is answered, 99th percentile, logarithmic"));
        for (int decade = LOWEST_DECADE; decade <= HIGHEST_DECADE; decade++) {
            double y = y(Math.pow(10, decade));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>\n",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y));
            svg.append(text(LEFT - 8, y + 4, "axis", "end", decade(decade)));
        }
        for (int i = 0; i < loads.size(); i++) {
            svg.append(text(x(i, loads.size()), HEIGHT - BOTTOM + 24, "axis", "middle", loads.get(i)));
        }
        for (Side side : Side.values()) {
            svg.append(line(side, rows, loads));
        }
        return svg.append("</svg>\n").toString();
    }

    private String line(Side side, List<Row> rows, List<String> loads) {
        StringBuilder points = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        double lastY = 0;
        for (Row row : rows) {
            if (row.side() != side || row.measurement().answersMs().count() == 0) {
                continue;
            }
            double millis = row.measurement().answersMs().p99();
            double x = x(loads.indexOf(row.arrivals().describe()), loads.size());
            lastY = y(millis);
            points.append(String.format(Locale.ROOT, "%s%.1f,%.1f", points.isEmpty() ? "" : " ", x, lastY));
            marks.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n", x, lastY));
            marks.append(text(x, lastY - 12, "value", "middle", times.text(millis)));
        }
        if (points.isEmpty()) {
            return "";
        }
        return "<g class=\"" + side.label() + "\">\n<polyline class=\"line\" points=\"" + points + "\"/>\n" + marks
                + text(WIDTH - RIGHT + 12, lastY + 4, "name", "start", side.label()) + "</g>\n";
    }

    private static double x(int load, int loads) {
        double width = WIDTH - LEFT - RIGHT;
        return LEFT + width * (load + 0.5) / loads;
    }

    private static double y(double millis) {
        double decades = Math.log10(Math.max(millis, Math.pow(10, LOWEST_DECADE))) - LOWEST_DECADE;
        double height = HEIGHT - TOP - BOTTOM;
        return HEIGHT - BOTTOM - height * Math.min(decades / (HIGHEST_DECADE - LOWEST_DECADE), 1);
    }

    private static String decade(int decade) {
        long millis = Math.round(Math.pow(10, decade));
        return millis < 1_000 ? millis + " ms" : millis / 1_000 + " s";
    }

    private static String text(double x, double y, String style, String anchor, String words) {
        return String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                style,
                x,
                y,
                anchor,
                words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }
}
