package dev.tandem.messaging.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryCountsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, false",
        "0, 0, 5, 1, false",
        "0, 0, 8, 2, true",
        "1, 0, 80, 20, false",
        "0, 1, 80, 20, false",
    })
    void all_failed_where_more_than_a_few_were_tried_and_none_took_effect(
            long done, long duplicate, long retry, long deadLetter, boolean allFailed) {
        assertThat(new DeliveryCounts(done, duplicate, retry, deadLetter).allFailed())
                .isEqualTo(allFailed);
    }
}
