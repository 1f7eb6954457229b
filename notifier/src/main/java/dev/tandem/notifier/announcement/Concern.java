package dev.tandem.notifier.announcement;

/** How closely an announcement concerns its recipients; channels and preferences choose by it. */
public enum Concern {
    /** Somebody addressed them by name. */
    MENTION,
    /** Something is theirs to do now. */
    ASSIGNMENT,
    /** Something happened that they follow or took part in. */
    NEWS
}
