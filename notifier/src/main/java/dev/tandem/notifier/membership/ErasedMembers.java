package dev.tandem.notifier.membership;

import dev.tandem.messaging.erasure.PersonalData;

/** Declares what an erasure changes in the read model of memberships. */
public final class ErasedMembers {

    public static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .deleted("workspace_member", "user_id = $1")
            .changed("early_change", "user_id = $2, email = NULL, name = NULL", "user_id = $1");

    private ErasedMembers() {}
}
