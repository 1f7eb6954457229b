package dev.tandem.project.project;

import dev.tandem.contracts.ProjectCreated;
import org.jspecify.annotations.Nullable;

/** State of a project's set-up from its template. Lower case on the wire and in the database. */
public enum Setup {
    /** Nothing to build: no template, or the blank one. */
    none,
    /** Being built. */
    pending,
    /** Built completely. */
    done,
    /** Cannot be built, and no part of it exists. */
    failed;

    /** The template that builds nothing. */
    public static final String BLANK = ProjectCreated.BLANK_TEMPLATE;

    /** Returns the initial state of a project. */
    public static Setup of(@Nullable String template) {
        return template == null || template.equals(BLANK) ? none : pending;
    }
}
