package dev.tandem.notifier.announcement;

/** How closely an announcement concerns its recipients; channels and preferences choose by it. */
public enum Concern {
    /** Somebody addressed them by name. */
    MENTION("mentions"),
    /** Something is theirs to do now. */
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
