package dev.tandem.bench.report;

/** The systems that are compared. */
public enum Side {
    REQUEST_DRIVEN("request-driven"),
    TANDEM("tandem");

    private final String label;

    Side(String label) {
        this.label = label;
    }

    /** The name in tables and on the command line. */
    public String label() {
        return label;
    }
}
