package dev.tandem.contracts;

import java.util.UUID;

/** Something that happened and cannot be refused. Published on the exchange {@code events} to whoever listens. */
public sealed interface Fact extends Payload
        permits WorkspaceCreated, MemberAdded, MemberChanged, MemberRemoved, ProjectFact, SectionCreated, TaskFact {

    UUID workspaceId();
}
