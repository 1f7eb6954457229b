package dev.tandem.project.project;

import dev.tandem.contracts.ProjectCreated;
import org.jspecify.annotations.Nullable;

/** State of the structure that a project was to get from its template. On the wire and in the database in lower case. */
public enum Setup {
    /** There is nothing to build: no template, or the blank one. */
    none,
    /** It is being built. */
    pending,
    /** It stands. */
    done,
    /** It cannot be built, and nothing of it stands. */
    failed;

    /** The template that builds nothing. */
    public static final String BLANK = ProjectCreated.BLANK_TEMPLATE;

    /** Where a project begins. */
    public static Setup of(@Nullable String template) {
        return template == null || template.equals(BLANK) ? none : pending;
    }
}
