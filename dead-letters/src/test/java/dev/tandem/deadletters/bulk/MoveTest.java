package dev.tandem.deadletters.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the next move as a table. */
class MoveTest {

    private static final Settings CAREFUL = new Settings(List.of(1, 10), 50, 0.1, false);

    @ParameterizedTest(
            name = "step {0}: {1} claimed, {2} resolved, {3} failed, {4} in the last second, {5} unsent, exhausted {6}")
    @CsvSource({
        // the first step takes one
        "0,   0,  0,  0,   0,   0, false, claim 1",
        "0,   1,  0,  0,   1,   0, false, wait",
        "0,   1,  1,  0,   1,   0, false, next",
        "0,   1,  0,  1,   1,   0, false, stop",
        // the second takes ten, of which one may fail
        "1,   0,  0,  0,   1,   0, false, claim 10",
        "1,   4,  0,  0,   4,   0, false, claim 6",
        "1,  10,  9,  0,  10,   0, false, wait",
        "1,  10,  9,  1,  10,   0, false, next",
        "1,  10,  3,  2,  10,   0, false, stop",
        "1,   5,  0,  2,   5,   0, false, stop",
        // the last takes the rest, as fast as allowed
        "2,   0,  0,  0,   0,   0, false, claim 50",
        "2,  60, 10,  0,  20,   0, false, claim 30",
        "2,  60, 10,  0,  50,   0, false, wait",
        "2,  60, 10,  0,  70,   0, false, wait",
        "2, 100,  0, 19,   0,   0, false, claim 50",
        "2, 100, 17,  3,   0,   0, false, stop",
        "2, 100, 60,  5,   0,   0, false, claim 50",
        "2, 100, 60,  8,   0,   0, false, stop",
        // claimed letters are sent first
        "2,  60, 10,  0,   0,  20, false, claim 30",
        "2,  60, 10,  0,  20,  40, false, claim 10",
        "2,  60, 10,  0,   0,  50, false, wait",
        "1,   4,  0,  0,   0,   4, false, claim 6",
        "2, 100, 17,  3,   0,  50, false, stop",
        // nothing is left
        "0,   0,  0,  0,   0,   0, true,  finish",
        "1,   4,  3,  0,   0,   0, true,  wait",
        "1,   4,  4,  0,   0,   0, true,  finish",
        "1,   4,  3,  1,   0,   0, true,  stop",
        "2, 100, 95,  5,   0,   0, true,  finish",
        "2, 100, 80, 11,   0,   0, true,  stop",
        "2, 100, 88, 11,   0,   0, true,  stop"
    })
    void next(
            int step,
            long claimed,
            long resolved,
            long failed,
            long lastSecond,
            long unsent,
            boolean exhausted,
            String expected) {
        Move move = Move.next(CAREFUL, new Progress(step, claimed, resolved, failed, lastSecond, unsent, exhausted));

        assertThat(described(move)).isEqualTo(expected);
    }

    @Test
    void with_a_ratio_of_one_nothing_stops_it_and_with_zero_the_first_failure() {
        Progress allFailed = new Progress(0, 10, 0, 10, 0, 0, false);

        assertThat(described(Move.next(new Settings(List.of(10), 50, 1, false), allFailed)))
                .isEqualTo("next");
        assertThat(described(Move.next(new Settings(List.of(10), 50, 0, false), new Progress(0, 3, 0, 1, 0, 0, false))))
                .isEqualTo("stop");
    }

    @Test
    void one_claim_is_never_too_large() {
        assertThat(Move.next(new Settings(List.of(), 1_000, 0.1, false), new Progress(0, 0, 0, 0, 0, 0, false)))
                .isEqualTo(new Move.ClaimMore(Move.LARGEST_CLAIM));
        assertThat(Move.next(new Settings(List.of(), 1_000, 0.1, false), new Progress(0, 190, 0, 0, 0, 190, false)))
                .isEqualTo(new Move.ClaimMore(10));
    }

    private static String described(Move move) {
        if (move instanceof Move.ClaimMore more) {
            return "claim " + more.most();
        }
        if (move instanceof Move.Wait) {
            return "wait";
        }
        if (move instanceof Move.NextStep) {
            return "next";
        }
        return move instanceof Move.Stop ? "stop" : "finish";
    }
}
