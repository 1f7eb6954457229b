package dev.tandem.deadletters;

import dev.tandem.messaging.erasure.PersonalData;

/**
 * Declares what an erasure changes in this service. Letters stay and can be replayed, without the person; operators' actions
 * stay, under the pseudonym.
 */
final class ErasedPeople {

    static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .bodies("letter", "body")
            .ids("letter", "subject")
            .sentences("letter", "error")
            .json("letter", "headers", "history")
            .bodies("claim", "body")
            .ids("claim", "made_by")
            .ids("audit", "actor")
            .sentences("audit", "reason")
            .ids("bulk_replay", "requested_by")
            .sentences("bulk_replay", "reason", "note")
            .json("bulk_replay", "selector");

    private ErasedPeople() {}
}
