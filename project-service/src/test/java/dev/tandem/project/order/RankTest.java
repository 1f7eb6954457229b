package dev.tandem.project.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RankTest {

    private static final List<UUID> TASKS = LongStream.rangeClosed(1, 1_000)
            .mapToObj(number -> new UUID(0x7000, number))
            .toList();

    /** Ways to move one task after the other into one place of a list. */
    enum Habit {
        FIRST,
        LAST,
        BEFORE_ONE,
        AFTER_ONE,
        BEFORE_THE_PREVIOUS,
        AFTER_THE_PREVIOUS,
        ON_BOTH_SIDES_OF_THE_PREVIOUS;

        Place place(UUID one, UUID previous, int move) {
            return switch (this) {
                case FIRST -> Place.FIRST;
                case LAST -> Place.LAST;
                case BEFORE_ONE -> new Place(one, true);
                case AFTER_ONE -> new Place(one, false);
                case BEFORE_THE_PREVIOUS -> new Place(previous, true);
                case AFTER_THE_PREVIOUS -> new Place(previous, false);
                case ON_BOTH_SIDES_OF_THE_PREVIOUS -> new Place(previous, move % 2 == 0);
            };
        }
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void after_a_million_moves_into_one_place_ranks_are_short(Habit habit) {
        ranksAreShort(habit, 1_000_000);
    }

    @ParameterizedTest
    @EnumSource
    void after_many_moves_into_one_place_ranks_are_short(Habit habit) {
        ranksAreShort(habit, 20_000);
    }

    /** On both sides of the previous one, there are never many on each side: nobody nests a thousand tasks. */
    private static void ranksAreShort(Habit habit, int moves) {
        ListModel list = ListModel.of(TASKS);
        int tasks = habit == Habit.ON_BOTH_SIDES_OF_THE_PREVIOUS ? 200 : TASKS.size();
        UUID one = TASKS.get(500);
        UUID previous = one;
        for (int move = 0; move < moves; move++) {
            UUID task = TASKS.get(move % tasks);
            if (!task.equals(one) && !task.equals(previous)) {
                list.move(task, habit.place(one, previous, move));
                previous = task;
            }
        }
        assertThat(list.longest()).isLessThanOrEqualTo(Order.LONG);
        assertThat(list.mostAtOnce()).isLessThanOrEqualTo(Order.MOST);
        assertThat(list.rerankedOf(moves)).isLessThan(4);
    }

    @Test
    void after_many_moves_to_places_by_chance_ranks_are_short() {
        ListModel list = ListModel.of(TASKS);
        Random random = new Random(7);
        for (int move = 0; move < 50_000; move++) {
            UUID task = TASKS.get(random.nextInt(TASKS.size()));
            UUID neighbour = TASKS.get(random.nextInt(TASKS.size()));
            if (!task.equals(neighbour)) {
                list.move(task, new Place(neighbour, random.nextBoolean()));
            }
        }
        assertThat(list.longest()).isLessThanOrEqualTo(Order.LONG);
        assertThat(list.rerankedOf(50_000)).isLessThan(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST", "LAST", "BEFORE_ONE", "AFTER_ONE", "AFTER_THE_PREVIOUS"})
    void a_list_of_which_everything_was_added_in_one_place_has_short_ranks(Habit habit) {
        ListModel list = ListModel.of(TASKS.subList(0, 10));
        UUID previous = TASKS.get(5);
        for (int added = 0; added < 50_000; added++) {
            UUID task = new UUID(0x8000, added);
            list.move(task, habit.place(TASKS.get(5), previous, added));
            previous = task;
        }
        assertThat(list.size()).isEqualTo(50_010);
        assertThat(list.longest()).isLessThanOrEqualTo(Order.LONG);
    }

    @ParameterizedTest
    @CsvSource({
        ", , V",
        ", V, Uzzzzz",
        "V, , V00001",
        "V0000z, , V0001",
        "zzzzzz, , zzzzzz0001",
        "A, B, Azzzz",
        "A, A1, A0zzzz",
    })
    void a_rank_is_between_its_neighbours_and_as_short_as_may_be(String lower, String upper, String rank) {
        assertThat(Rank.between(null, lower, upper, null)).isEqualTo(rank);
    }

    @Test
    void between_any_two_ranks_there_is_one_as_text_and_without_a_zero_at_its_end() {
        Random random = new Random(11);
        TreeSet<String> ranks = new TreeSet<>(List.of("1", "V", "z"));
        while (ranks.size() < 20_000) {
            String lower = ranks.floor(anyText(random));
            String upper = lower == null ? ranks.first() : ranks.higher(lower);
            String rank = Rank.between(lower == null ? null : ranks.lower(lower), lower, upper, null);
            assertThat(rank).matches("[0-9A-Za-z]*[1-9A-Za-z]");
            assertThat(lower == null || lower.compareTo(rank) < 0).isTrue();
            assertThat(upper == null || rank.compareTo(upper) < 0).isTrue();
            ranks.add(rank);
        }
    }

    @Test
    void ranks_are_spread_in_order_and_evenly() {
        for (List<String> ends : List.of(
                List.of("A", "B"), List.of("A", "A1"), List.of("V00001", "V00002"), List.of("V0000zzzzzz", "V0001"))) {
            List<String> ranks = Rank.spread(ends.get(0), ends.get(1), 257);
            assertThat(new TreeSet<>(ranks)).hasSize(257).containsExactlyElementsOf(ranks);
            assertThat(ranks.get(0)).isGreaterThan(ends.get(0));
            assertThat(ranks.get(256)).isLessThan(ends.get(1));
            assertThat(ranks.stream().mapToInt(String::length).max().orElseThrow())
                    .isLessThanOrEqualTo(
                            ends.stream().mapToInt(String::length).max().orElseThrow() + 3);
        }
        assertThat(Rank.spread(null, "V", 2)).containsExactly("Uzzzzy", "Uzzzzz");
        assertThat(Rank.spread("V", null, 2)).containsExactly("V00001", "V00002");
    }

    private static String anyText(Random random) {
        return random.ints(4, '0', 'z')
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
