package dev.tandem.contracts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.contracts.Bounds.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record may not leave out. */
class ShapeTest {

    private record BareText(String name) {}

    private record BareNumber(long count) {}

    private record BareItem(List<String> names) {}

    private record Two(@Text(10) String first, @Text(10) String second) {}

    @ParameterizedTest
    @ValueSource(classes = {BareText.class, BareNumber.class, BareItem.class})
    void a_text_or_a_number_without_a_bound_is_refused(Class<?> record) {
        assertThatThrownBy(() -> Shape.of(record))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no bound");
    }

    @Test
    void a_check_that_forgets_a_member_fails() {
        assertThatThrownBy(() -> Shape.check(Two.class, "one")).isInstanceOf(IllegalStateException.class);
    }
}
