package dev.tandem.bench.report;

/** The systems that stand beside one another. */
public enum Side {
    REQUEST_DRIVEN("request-driven"),
    TANDEM("tandem");

    private final String label;

    Side(String label) {
        this.label = label;
    }

    /** As it stands in tables and on the command line. */
    public String label() {
        return label;
    }
}
