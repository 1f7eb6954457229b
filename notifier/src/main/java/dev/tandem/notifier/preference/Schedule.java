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
 * When a person gets digests, and when no mail, in the local time of their zone. A local time that is skipped when clocks
 * are put forward means the moment of the change; one that occurs twice when they are put back means the first occurrence.
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

    /** The schedule of a person who has set none. */
    public static final Schedule USUAL =
            new Schedule(ZoneId.of("UTC"), Every.day, LocalTime.of(8, 0), EnumSet.allOf(DayOfWeek.class), null);

    /** The columns of {@code mail_schedule s} that {@link #from} reads, all null if the person has set no schedule. */
    public static final String COLUMNS = "s.zone, s.every, s.at, s.days, s.quiet_from, s.quiet_until";

    private static final int DAYS_OF_A_WEEK = 7;
    private static final int MINUTES_OF_AN_HOUR = 60;

    public Schedule {
        days = Set.copyOf(days);
    }

    /** Returns the usual schedule for a row without one, and for a row that this version cannot read. */
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

    /** Spreads the digests of people who have set no schedule over one hour; a person always gets the same minute. */
    public Schedule spread(String user) {
        return equals(USUAL)
                ? new Schedule(
                        zone, every, at.plusMinutes(Math.floorMod(user.hashCode(), MINUTES_OF_AN_HOUR)), days, quiet)
                : this;
    }

    /** Returns the time of the first digest after {@code now}. */
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

    /** Returns the end of the quiet hours that contain {@code now}; empty if none do. */
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
