package dev.tandem.notifier.reaction;

import dev.tandem.messaging.Outcome;
import dev.tandem.notifier.inbox.Announcement;
import java.util.List;

/** Outcomes and announcements to which some facts lead, apart from the changes of memberships. */
record Conclusion(List<Outcome> outcomes, List<Announcement> announcements) {}
