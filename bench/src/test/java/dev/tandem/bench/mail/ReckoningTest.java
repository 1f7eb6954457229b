package dev.tandem.bench.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReckoningTest {

    private static final Map<String, String> RECEIVERS = Map.of("1", "ann", "2", "ben");
    private static final Arrival TO_ANN = new Arrival("1", "ann@example.com");
    private static final Arrival TO_BEN = new Arrival("2", "ben@example.com");

    @Test
    void it_is_even_when_each_mail_arrived_once() {
        Reckoning even = Reckoning.of(2, RECEIVERS, List.of(TO_BEN, TO_ANN));

        assertThat(even).isEqualTo(new Reckoning(2, 2, 2, 0, 0));
        assertThat(even.isEven()).isTrue();
    }

    @Test
    void a_mail_that_was_due_and_not_entered_is_missed() {
        assertThat(Reckoning.of(3, RECEIVERS, List.of(TO_ANN, TO_BEN)).isEven()).isFalse();
    }

    @Test
    void a_mail_that_did_not_arrive_is_missed() {
        Reckoning one = Reckoning.of(2, RECEIVERS, List.of(TO_ANN));

        assertThat(one).isEqualTo(new Reckoning(2, 2, 1, 0, 0));
        assertThat(one.isEven()).isFalse();
    }

    @Test
    void a_mail_that_came_more_than_once_is_counted_once_as_repeated() {
        Reckoning repeated = Reckoning.of(2, RECEIVERS, List.of(TO_ANN, TO_BEN, TO_ANN, TO_ANN));

        assertThat(repeated).isEqualTo(new Reckoning(2, 2, 2, 1, 0));
        assertThat(repeated.isEven()).isFalse();
    }

    @Test
    void mails_of_nobody_and_to_others_are_strange() {
        Reckoning strange = Reckoning.of(
                2,
                RECEIVERS,
                List.of(TO_ANN, new Arrival("2", "ann@example.com"), new Arrival("3", "eve@example.com")));

        assertThat(strange).isEqualTo(new Reckoning(2, 2, 2, 0, 2));
        assertThat(strange.isEven()).isFalse();
    }
}
