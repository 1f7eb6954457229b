package dev.tandem.analytics.report;

import dev.tandem.kit.http.Problems;
import dev.tandem.kit.request.Query;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The days that a report is about, as buckets of days or weeks in the asker's time zone. A week begins on Monday; the first and the
 * last bucket may be shorter ones.
 *
 * @param from the first day
 * @param to the last day
 * @param asOf nothing that happened from then on is part of the report; null for everything that is known
 */
record Period(
        LocalDate from,
        LocalDate to,
        ZoneId zone,
        Bucket bucket,
        @Nullable Instant asOf) {

    static final String[] PARAMETERS = {"from", "to", "zone", "bucket", "asOf"};

    private static final int USUAL_DAYS = 30;
    private static final int MOST_BUCKETS = 400;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9998;

    /** What is counted has no finer time than this. */
    static final Duration SLOT = Duration.ofMinutes(15);

    enum Bucket {
        day,
        week
    }

    /** Reads the parameters; anything missing is about the last thirty days in UTC, as of now. */
    static Period of(Query query, Instant now) {
        ZoneId zone = query.text("zone").map(Period::zone).orElse(ZoneId.of("UTC"));
        Instant asOf = query.time("asOf")
                .map(time -> slotOf(time.isAfter(now) ? now : time))
                .orElse(null);
        LocalDate to = query.day("to", FIRST_YEAR, LAST_YEAR)
                .orElseGet(() -> (asOf == null ? now : asOf).atZone(zone).toLocalDate());
        LocalDate from = query.day("from", FIRST_YEAR, LAST_YEAR).orElse(to.minusDays(USUAL_DAYS - 1));
        Bucket bucket =
                Bucket.valueOf(query.word("bucket", List.of("day", "week")).orElse("day"));
        Period period = new Period(from, to, zone, bucket, asOf);
        if (from.isAfter(to)) {
            throw Problems.malformed("from is after to.").asException();
        }
        long buckets = ChronoUnit.DAYS.between(from, to) / (bucket == Bucket.day ? 1 : 7) + 1;
        if (buckets > MOST_BUCKETS) {
            throw Problems.malformed(
                            "from and to are more than " + MOST_BUCKETS + " buckets apart; ask for weeks, or for less.")
                    .asException();
        }
        return period;
    }

    /** The first day of each bucket. */
    List<LocalDate> starts() {
        return Stream.iterate(from, day -> !day.isAfter(to), this::next).toList();
    }

    /** When each bucket begins. */
    Instant[] boundaries() {
        return starts().stream().map(this::start).toArray(Instant[]::new);
    }

    Instant begin() {
        return start(from);
    }

    /** The moment after the last of the period, or after the last that is known. */
    Instant end() {
        Instant end = start(to.plusDays(1));
        return asOf != null && asOf.isBefore(end) ? asOf : end;
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private LocalDate next(LocalDate day) {
        return bucket == Bucket.day ? day.plusDays(1) : day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    }

    private static Instant slotOf(Instant time) {
        long slot = SLOT.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), slot) * slot);
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw Problems.malformed("zone is not a time zone such as Europe/Berlin.")
                    .asException();
        }
        return ZoneId.of(name);
    }
}
