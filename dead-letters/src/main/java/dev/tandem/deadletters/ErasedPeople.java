package dev.tandem.deadletters;

import dev.tandem.messaging.erasure.PersonalData;

/**
 * What becomes of what is kept of somebody who is erased: letters stay, and can be sent again, without the person; and what an
 * operator did stays, in the pseudonym's name.
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
