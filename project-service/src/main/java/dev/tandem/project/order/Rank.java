package dev.tandem.project.order;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calculates ranks. A rank is a fraction between 0 and 1 in base 62, written as its digits after the point without zeros at
 * the end. So two ranks compare as texts (by character codes) as they do as numbers, and between two there is always
 * another. Pure.
 *
 * <p>How long ranks become depends on where between two neighbours a new one is put. Halving the gap would cost a digit every
 * six insertions. Instead, the first insertion into a gap goes close to one of its ends, at a small fraction of the gap; those
 * that follow, before it or after it, go on at the same distance from one another; millions of them cost four digits. If they follow on the other side, another gap begins, and its other end is chosen.
 */
public final class Rank {

    /** The longest rank that messages and the database hold. */
    public static final int LONGEST = 48;

    /** The digits of a rank at the beginning or end of a list, enough for 28 thousand million insertions. */
    private static final int HEAD = 6;

    /** The digits that the first insertion into a gap takes. */
    private static final int STEP = 4;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final BigInteger[] POWERS = Stream.iterate(BigInteger.ONE, BASE::multiply)
            .limit(2 * LONGEST + 4 * STEP)
            .toArray(BigInteger[]::new);

    private Rank() {}

    /** Returns the rank of an item at the end of a list. */
    public static String after(@Nullable String last) {
        return between(null, last, null, null);
    }

    /** Returns the ranks of so many items at the end of a list, in order. */
    public static List<String> after(@Nullable String last, int count) {
        List<String> ranks = new ArrayList<>();
        String latest = last;
        for (int i = 0; i < count; i++) {
            latest = after(latest);
            ranks.add(latest);
        }
        return ranks;
    }

    /**
     * Returns a rank between two neighbours, which may be longer than {@link #LONGEST}.
     *
     * @param below the neighbour of the lower one, if it is known; it tells how far apart ranks are there
     * @param lower null at the beginning of the list
     * @param upper null at the end of the list
     * @param above the neighbour of the upper one, if it is known
     */
    static String between(
            @Nullable String below, @Nullable String lower, @Nullable String upper, @Nullable String above) {
        int digits = Stream.of(length(below), length(lower), length(upper), length(above), HEAD)
                        .max(Integer::compare)
                        .orElseThrow()
                + STEP
                + 1;
        BigInteger low = lower == null ? BigInteger.ZERO : number(lower, digits);
        BigInteger high = upper == null ? POWERS[digits] : number(upper, digits);
        BigInteger unit = POWERS[digits - HEAD];
        if (lower == null && upper == null) {
            return text(POWERS[digits].shiftRight(1).divide(unit).multiply(unit), digits);
        }
        BigInteger outer = upper == null ? next(low, unit) : lower == null ? previous(high, unit) : BigInteger.ZERO;
        if (outer.signum() > 0 && outer.compareTo(POWERS[digits]) < 0) {
            return text(outer, digits);
        }
        BigInteger before = below == null || lower == null ? null : low.subtract(number(below, digits));
        BigInteger behind =
                above == null || upper == null ? null : number(above, digits).subtract(high);
        return within(low, high, before, behind, digits);
    }

    /**
     * Returns the ranks of so many items between two others, evenly spread, as short as possible.
     *
     * @param lower null at the beginning of the list
     * @param upper null at the end of the list
     */
    static List<String> spread(@Nullable String lower, @Nullable String upper, int count) {
        if (upper == null) {
            return after(lower, count);
        }
        if (lower == null) {
            List<String> ranks = new ArrayList<>();
            String first = upper;
            for (int i = 0; i < count; i++) {
                first = between(null, null, first, null);
                ranks.add(first);
            }
            Collections.reverse(ranks);
            return ranks;
        }
        int longest = Math.max(length(lower), length(upper));
        BigInteger parts = BigInteger.valueOf(count + 1L);
        int digits = longest + STEP;
        BigInteger low = number(lower, digits);
        BigInteger gap = number(upper, digits).subtract(low);
        int rough = digits;
        while (rough > 1 && gap.divide(parts).compareTo(POWERS[digits - rough + 2]) >= 0) {
            rough--;
        }
        BigInteger unit = POWERS[digits - rough];
        List<String> ranks = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            BigInteger place = low.add(gap.multiply(BigInteger.valueOf(i)).divide(parts));
            ranks.add(text(next(place, unit), digits));
        }
        return ranks;
    }

    /** @param before distance of the lower end from its neighbour, and {@code behind} that of the upper end, if known */
    private static String within(
            BigInteger low, BigInteger high, @Nullable BigInteger before, @Nullable BigInteger behind, int digits) {
        BigInteger gap = high.subtract(low);
        int zeros = 0;
        while (POWERS[zeros + 1 + STEP].compareTo(gap) <= 0) {
            zeros++;
        }
        BigInteger unit = POWERS[zeros];
        boolean lowEnd = (digits - zeros) / STEP % 2 == 0;
        String fresh = text(lowEnd ? next(low, unit) : previous(high, unit), digits);
        boolean atLow = before != null && (behind == null || before.compareTo(behind) <= 0);
        BigInteger step = atLow ? before : behind;
        if (step == null || step.signum() == 0 || step.shiftLeft(1).compareTo(gap) > 0) {
            return fresh;
        }
        String further = text(atLow ? low.add(step) : high.subtract(step), digits);
        return further.length() <= fresh.length() ? further : fresh;
    }

    /** The lowest multiple of the unit above the number. */
    private static BigInteger next(BigInteger number, BigInteger unit) {
        return number.divide(unit).add(BigInteger.ONE).multiply(unit);
    }

    /** The highest multiple of the unit below the number. */
    private static BigInteger previous(BigInteger number, BigInteger unit) {
        return number.subtract(BigInteger.ONE).divide(unit).multiply(unit);
    }

    private static int length(@Nullable String rank) {
        return rank == null ? 0 : rank.length();
    }

    private static BigInteger number(String rank, int digits) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < rank.length(); i++) {
            number = number.multiply(BASE).add(BigInteger.valueOf(DIGITS.indexOf(rank.charAt(i))));
        }
        return number.multiply(POWERS[digits - rank.length()]);
    }

    private static String text(BigInteger number, int digits) {
        char[] text = new char[digits];
        BigInteger rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        int end = digits;
        while (text[end - 1] == '0') {
            end--;
        }
        return new String(text, 0, end);
    }
}
