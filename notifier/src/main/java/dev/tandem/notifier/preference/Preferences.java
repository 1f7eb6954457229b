package dev.tandem.notifier.preference;

import dev.tandem.kit.permission.Permissions;
import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.runtime.Service;

/** Adds preferences to the service: their routes, and what an erasure does to them. */
public final class Preferences {

    private static final PersonalData PERSONAL_DATA =
            PersonalData.NONE.deleted("mail_preference", "user_id = $1").deleted("mail_schedule", "user_id = $1");

    private Preferences() {}

    /** @param permissions checks permissions at project-service */
    public static void addTo(Service service, Permissions permissions, ScheduleListener schedules) {
        service.keepsOfPeople(PERSONAL_DATA)
                .serves(new PreferenceRoutes(service.pool(), permissions, schedules)::mount);
    }
}
