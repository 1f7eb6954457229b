package dev.tandem.contracts;

import java.util.UUID;

/** An event of a section, caused by a user. */
public sealed interface SectionFact extends Fact
        permits SectionCreated, SectionRenamed, SectionReordered, SectionDeleted {

    UUID sectionId();

    UUID projectId();

    /** The section's name after the event. */
    String name();

    Person by();
}
