package dev.tandem.notifier.announcement;

/** Grades how closely an announcement concerns its recipients; preferences have a value for each grade. */
public enum Concern {
    /** Somebody addressed them by name. */
    MENTION("mentions"),
    /** They have something to do now. */
    ASSIGNMENT("assignments"),
    /** Anything else, such as a change of a task of theirs, of a project in their workspace, or of a webhook they administer. */
    NEWS("news");

    private final String plural;

    Concern(String plural) {
        this.plural = plural;
    }

    /** The name of the grade in preferences, such as {@code mentions}. */
    public String plural() {
        return plural;
    }
}
