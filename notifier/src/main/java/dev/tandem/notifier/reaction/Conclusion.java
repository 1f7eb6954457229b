package dev.tandem.notifier.reaction;

import dev.tandem.messaging.Outcome;
import dev.tandem.notifier.inbox.Announcement;
import java.util.List;

/** What some facts come to, apart from the changes of memberships. */
record Conclusion(List<Outcome> outcomes, List<Announcement> announcements) {}
