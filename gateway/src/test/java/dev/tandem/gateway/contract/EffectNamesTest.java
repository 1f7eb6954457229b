package dev.tandem.gateway.contract;

import static dev.tandem.gateway.contract.WrittenContract.TREE;
import static dev.tandem.gateway.contract.WrittenContract.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.gateway.operation.Effects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The effects of an operation have a member for each channel outside of the inbox, and the gateway passes each of them on. */
final class EffectNamesTest {

    /** Those that are computed, and are not passed on from what the notifier says of deliveries. */
    private static final List<String> COMPUTED = List.of("activity", "analytics", "notifications", "structure");

    @ParameterizedTest
    @ValueSource(strings = {"Operation", "SeenOperation"})
    void the_contract_has_what_is_passed_on_and_nothing_in_it_is_dropped(String schema) {
        List<String> effects = new ArrayList<>(COMPUTED);
        effects.addAll(Effects.DELIVERIES);

        assertThat(names(resolved(TREE.at("/components/schemas/" + schema + "/properties/effects"))))
                .as(
                        "effects in the schema %s; write a channel into Effects.DELIVERIES, and what is computed in here",
                        schema)
                .containsExactlyInAnyOrderElementsOf(effects);
    }

    @Test
    void each_channel_by_which_a_person_may_be_told_is_passed_on() {
        assertThat(names(TREE.at("/components/schemas/NotificationDeliveries")))
                .filteredOn(channel -> !channel.equals("inApp"))
                .isNotEmpty()
                .allSatisfy(channel -> assertThat(Effects.DELIVERIES).contains(channel));
    }

    private static List<String> names(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
