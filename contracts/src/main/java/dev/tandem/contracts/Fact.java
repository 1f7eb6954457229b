package dev.tandem.contracts;

import java.util.UUID;

/** An event that happened and cannot be refused. Published on the exchange {@code events} to all subscribers. */
public sealed interface Fact extends Payload
        permits WorkspaceCreated,
                MemberAdded,
                MemberChanged,
                MemberRemoved,
                ProjectFact,
                SectionFact,
                TaskFact,
                TaskPurged {

    UUID workspaceId();
}
