package dev.tandem.notifier.reaction;

import dev.tandem.messaging.Outcome;
import dev.tandem.notifier.announcement.Announcement;
import java.util.List;

/** Holds the outcomes and announcements of some facts; membership changes are not included. */
record Conclusion(List<Outcome> outcomes, List<Announcement> announcements) {}
