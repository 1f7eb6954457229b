package dev.tandem.notifier.preference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.notifier.preference.Schedule.Every;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        // zone, at, now, the digests that follow
        "UTC, 08:00, 2026-11-30T07:59:59Z, 2026-11-30T08:00:00Z, 2026-12-01T08:00:00Z, 2026-12-02T08:00:00Z",
        "UTC, 08:00, 2026-11-30T08:00:00Z, 2026-12-01T08:00:00Z, 2026-12-02T08:00:00Z, 2026-12-03T08:00:00Z",
        // Clocks are put forward by an hour from 02:00 to 03:00.
        "Europe/Berlin, 08:00, 2026-03-28T00:00:00Z, 2026-03-28T07:00:00Z, 2026-03-29T06:00:00Z, 2026-03-30T06:00:00Z",
        "Europe/Berlin, 02:30, 2026-03-28T00:00:00Z, 2026-03-28T01:30:00Z, 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z",
        // And back from 03:00 to 02:00.
        "Europe/Berlin, 02:30, 2026-10-24T00:00:00Z, 2026-10-24T00:30:00Z, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
        "America/New_York, 02:30, 2026-03-07T12:00:00Z, 2026-03-08T07:00:00Z, 2026-03-09T06:30:00Z, 2026-03-10T06:30:00Z",
        "America/New_York, 01:30, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z, 2026-11-02T06:30:00Z, 2026-11-03T06:30:00Z",
        // By half an hour, on the southern hemisphere.
        "Australia/Lord_Howe, 02:15, 2026-10-02T18:00:00Z, 2026-10-03T15:30:00Z, 2026-10-04T15:15:00Z, 2026-10-05T15:15:00Z",
        "Australia/Lord_Howe, 01:45, 2026-04-03T18:00:00Z, 2026-04-04T14:45:00Z, 2026-04-05T15:15:00Z, 2026-04-06T15:15:00Z",
    })
    void a_daily_digest_comes_once_on_each_day_also_when_clocks_change(
            String zone, LocalTime at, Instant now, Instant first, Instant second, Instant third) {
        Schedule schedule = daily(zone, at, EnumSet.allOf(DayOfWeek.class), null);

        assertThat(Stream.iterate(schedule.nextDigest(now), schedule::nextDigest)
                        .limit(3))
                .containsExactly(first, second, third);
    }

    @Test
    void a_daily_digest_comes_on_the_chosen_days() {
        Schedule schedule = daily("Europe/Berlin", LocalTime.of(8, 0), Set.of(DayOfWeek.MONDAY), null);

        assertThat(schedule.nextDigest(Instant.parse("2026-11-30T06:59:00Z"))).isEqualTo("2026-11-30T07:00:00Z");
        assertThat(schedule.nextDigest(Instant.parse("2026-11-30T07:00:00Z"))).isEqualTo("2026-12-07T07:00:00Z");
    }

    @Test
    void an_hourly_digest_comes_at_the_full_hour_but_not_in_quiet_hours() {
        Schedule schedule = new Schedule(
                ZoneId.of("Asia/Kolkata"),
                Every.hour,
                LocalTime.of(8, 0),
                EnumSet.allOf(DayOfWeek.class),
                new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 15)));

        assertThat(Stream.iterate(schedule.nextDigest(Instant.parse("2026-11-30T14:35:00Z")), schedule::nextDigest)
                        .limit(4))
                .containsExactly(
                        Instant.parse("2026-11-30T15:30:00Z"),
                        Instant.parse("2026-12-01T01:45:00Z"),
                        Instant.parse("2026-12-01T02:30:00Z"),
                        Instant.parse("2026-12-01T03:30:00Z"));
    }

    @Test
    void an_hourly_digest_comes_later_when_clocks_are_put_back_and_is_never_due_in_the_past() {
        Schedule schedule = hourly("Australia/Lord_Howe");

        assertThat(Stream.iterate(schedule.nextDigest(Instant.parse("2026-04-04T13:15:00Z")), schedule::nextDigest)
                        .limit(3))
                .containsExactly(
                        Instant.parse("2026-04-04T14:00:00Z"),
                        Instant.parse("2026-04-04T15:30:00Z"),
                        Instant.parse("2026-04-04T16:30:00Z"));
        assertThat(schedule.nextDigest(Instant.parse("2026-04-04T15:15:00Z"))).isEqualTo("2026-04-04T15:30:00Z");
        // By two hours.
        assertThat(hourly("Antarctica/Troll").nextDigest(Instant.parse("2026-10-25T01:30:00Z")))
                .isEqualTo("2026-10-25T03:00:00Z");
    }

    @Test
    void those_who_chose_no_time_are_spread_over_an_hour() {
        Set<LocalTime> minutes = IntStream.range(0, 10_000)
                .mapToObj(i -> Schedule.USUAL.spread("user-" + i).at())
                .collect(Collectors.toSet());

        assertThat(minutes).hasSize(60).allMatch(at -> at.getHour() == 8);
        assertThat(Schedule.USUAL.spread("bob")).isEqualTo(Schedule.USUAL.spread("bob"));
        Schedule chosen = daily("Europe/Berlin", LocalTime.of(8, 0), EnumSet.allOf(DayOfWeek.class), null);
        assertThat(chosen.spread("bob")).isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // zone, from, until, now, end
                "UTC, 12:00, 13:00, 2026-11-30T11:59:59Z, -",
                "UTC, 12:00, 13:00, 2026-11-30T12:00:00Z, 2026-11-30T13:00:00Z",
                "UTC, 12:00, 13:00, 2026-11-30T13:00:00Z, -",
                "UTC, 22:00, 07:00, 2026-11-30T21:59:59Z, -",
                "UTC, 22:00, 07:00, 2026-11-30T22:00:00Z, 2026-12-01T07:00:00Z",
                "UTC, 22:00, 07:00, 2026-12-01T06:59:59Z, 2026-12-01T07:00:00Z",
                "UTC, 22:00, 07:00, 2026-12-01T07:00:00Z, -",
                // The night in which clocks are put forward is an hour shorter, and the other one longer.
                "Europe/Berlin, 22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
                "Europe/Berlin, 22:00, 07:00, 2026-10-24T22:00:00Z, 2026-10-25T06:00:00Z",
                // They end at a time that clocks skip.
                "America/New_York, 22:00, 02:30, 2026-03-08T06:59:00Z, 2026-03-08T07:00:00Z",
                "America/New_York, 22:00, 02:30, 2026-03-08T07:00:00Z, -",
                // And at one that they show twice: at the first, if it is still to come, or else at the second.
                "Australia/Lord_Howe, 22:00, 01:45, 2026-04-04T14:40:00Z, 2026-04-04T14:45:00Z",
                "Australia/Lord_Howe, 22:00, 01:45, 2026-04-04T14:50:00Z, -",
                "Australia/Lord_Howe, 22:00, 01:45, 2026-04-04T15:10:00Z, 2026-04-04T15:15:00Z",
            })
    void quiet_hours_end_by_the_clocks_of_the_person(
            String zone, LocalTime from, LocalTime until, Instant now, @Nullable Instant end) {
        Schedule schedule =
                daily(zone, LocalTime.of(8, 0), EnumSet.allOf(DayOfWeek.class), new QuietHours(from, until));

        if (end == null) {
            assertThat(schedule.quietUntil(now)).isEmpty();
        } else {
            assertThat(schedule.quietUntil(now)).contains(end);
        }
    }

    @Test
    void a_zone_that_is_no_longer_known_is_utc() {
        assertThat(Zones.parse("Europe/Atlantis")).isEqualTo(ZoneId.of("UTC"));
    }

    private static Schedule hourly(String zone) {
        return new Schedule(ZoneId.of(zone), Every.hour, LocalTime.of(8, 0), EnumSet.allOf(DayOfWeek.class), null);
    }

    private static Schedule daily(String zone, LocalTime at, Set<DayOfWeek> days, @Nullable QuietHours quiet) {
        return new Schedule(ZoneId.of(zone), Every.day, at, days, quiet);
    }
}
