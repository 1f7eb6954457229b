package dev.tandem.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CasesTest {

    private sealed interface Shape permits Round, Square {}

    private sealed interface Round extends Shape permits Circle, Oval {}

    private sealed interface Ajar permits Open {}

    private static non-sealed class Open implements Ajar {}

    private record Circle(int radius) implements Round {}

    private record Oval() implements Round {}

    private record Square(int side) implements Shape {}

    @Test
    void each_value_goes_to_the_case_of_its_type() {
        Cases<Shape, String> cases = Cases.<Shape, String>of(Shape.class)
                .on(Circle.class, circle -> "circle of " + circle.radius())
                .on(Oval.class, oval -> "oval")
                .on(Square.class, square -> "square of " + square.side())
                .complete();

        assertThat(cases.apply(new Circle(1))).isEqualTo("circle of 1");
        assertThat(cases.apply(new Oval())).isEqualTo("oval");
        assertThat(cases.apply(new Square(2))).isEqualTo("square of 2");
    }

    @Test
    void one_case_may_stand_for_all_that_a_sealed_type_permits() {
        Cases<Shape, Boolean> round = Cases.<Shape, Boolean>of(Shape.class)
                .on(Round.class, each -> true)
                .on(Square.class, square -> false)
                .complete();

        assertThat(round.apply(new Oval())).isTrue();
        assertThat(round.apply(new Square(1))).isFalse();
    }

    @Test
    void a_forgotten_type_is_named() {
        Cases.Builder<Shape, String> cases =
                Cases.<Shape, String>of(Shape.class).on(Circle.class, circle -> "circle");

        assertThatThrownBy(cases::complete)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is no case of Oval, Square");
    }

    @Test
    void a_type_that_others_may_extend_is_refused() {
        assertThatThrownBy(() -> Cases.<Ajar, String>of(Ajar.class).on(Open.class, open -> "open"))
                .hasMessageContaining("Open is open");
    }

    @Test
    void two_cases_of_one_type_are_refused() {
        Cases.Builder<Shape, String> cases =
                Cases.<Shape, String>of(Shape.class).on(Circle.class, circle -> "circle");

        assertThatThrownBy(() -> cases.on(Round.class, each -> "round")).hasMessageContaining("two cases of Circle");
    }
}
