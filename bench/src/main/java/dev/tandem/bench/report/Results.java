package dev.tandem.bench.report;

/** The results of a run, in all formats. */
public interface Results {

    /** The name of the file with the chart. */
    String CHART = "chart.svg";

    /** A page for people. */
    String markdown();

    /** An SVG; empty when there is none. */
    String chart();

    /** One JSON object a line, for programs. */
    String jsonLines();
}
