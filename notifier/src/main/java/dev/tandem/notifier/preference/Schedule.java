package dev.tandem.notifier.preference;

import io.vertx.sqlclient.Row;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a person gets the digest, and when no mail, by the clocks of their zone. A time that clocks skip when they are put forward is
 * the moment at which they are; one that they show twice when they are put back is the first of the two.
 *
 * @param at the time of a daily digest
 * @param days of a daily digest; never empty
 * @param quiet null without quiet hours
 */
public record Schedule(
        ZoneId zone,
        Every every,
        LocalTime at,
        Set<DayOfWeek> days,
        @Nullable QuietHours quiet) {

    /** How often a digest comes at most. The names are those of the HTTP contract and of the table. */
    enum Every {
        hour,
        day
    }

    /** What is in force where a person says nothing. */
    public static final Schedule USUAL =
            new Schedule(ZoneId.of("UTC"), Every.day, LocalTime.of(8, 0), EnumSet.allOf(DayOfWeek.class), null);

    /** The columns of {@code mail_schedule s} that {@link #from} reads, all null where a person says nothing. */
    public static final String COLUMNS = "s.zone, s.every, s.at, s.days, s.quiet_from, s.quiet_until";

    private static final int DAYS_OF_A_WEEK = 7;
    private static final int MINUTES_OF_AN_HOUR = 60;

    public Schedule {
        days = Set.copyOf(days);
    }

    /** Returns the usual for what a later version may have written. */
    public static Schedule from(Row row) {
        String zone = row.getString("zone");
        if (zone == null) {
            return USUAL;
        }
        try {
            return new Schedule(
                    Zones.parse(zone),
                    Every.valueOf(row.getString("every")),
                    row.getLocalTime("at"),
                    EnumSet.copyOf(Arrays.stream(row.getArrayOfStrings("days"))
                            .map(DayOfWeek::valueOf)
                            .toList()),
                    QuietHours.between(row.getLocalTime("quiet_from"), row.getLocalTime("quiet_until")));
        } catch (IllegalArgumentException unknown) {
            return USUAL;
        }
    }

    /** Spreads the digests of those who chose no time over the hour that begins then; a person always has the same minute. */
    public Schedule spread(String user) {
        return equals(USUAL)
                ? new Schedule(
                        zone, every, at.plusMinutes(Math.floorMod(user.hashCode(), MINUTES_OF_AN_HOUR)), days, quiet)
                : this;
    }

    /** The moment of the first digest after this one. */
    public Instant nextDigest(Instant now) {
        if (every == Every.hour) {
            Instant hour = nextHour(now);
            return quietUntil(hour).orElse(hour);
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int i = 0; i <= DAYS_OF_A_WEEK; i++) {
            LocalDate day = today.plusDays(i);
            Instant moment = first(day.atTime(at));
            if (days.contains(day.getDayOfWeek()) && moment.isAfter(now)) {
                return moment;
            }
        }
        throw new IllegalStateException("every day of the week comes within a week: " + days);
    }

    private Instant nextHour(Instant now) {
        LocalDateTime hour = LocalDateTime.ofInstant(now, zone).truncatedTo(ChronoUnit.HOURS);
        Instant next;
        do {
            hour = hour.plusHours(1);
            next = first(hour);
        } while (!next.isAfter(now));
        return next;
    }

    /** The end of the quiet hours of this moment; empty outside of any. */
    public Optional<Instant> quietUntil(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        LocalTime time = here.toLocalTime();
        if (quiet == null || !quiet.contain(time)) {
            return Optional.empty();
        }
        LocalDate day = time.isBefore(quiet.until())
                ? here.toLocalDate()
                : here.toLocalDate().plusDays(1);
        LocalDateTime end = day.atTime(quiet.until());
        Instant first = first(end);
        return Optional.of(
                first.isAfter(now)
                        ? first
                        : end.atZone(zone).withLaterOffsetAtOverlap().toInstant());
    }

    private Instant first(LocalDateTime time) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : time.atZone(zone).toInstant();
    }
}
