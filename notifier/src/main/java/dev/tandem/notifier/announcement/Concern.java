package dev.tandem.notifier.announcement;

/** Grades how closely an announcement concerns its recipients; preferences have a value for each grade. */
public enum Concern {
    /** Somebody addressed them by name. */
    MENTION("mentions"),
    /** They have something to do now. */
    ASSIGNMENT("assignments"),
    /** Something happened that they follow or took part in. */
    NEWS("news");

    private final String plural;

    Concern(String plural) {
        this.plural = plural;
    }

    /** The word for several, as in preferences. */
    public String plural() {
        return plural;
    }
}
