package dev.tandem.deadletters;

import dev.tandem.kit.config.Environment;
import dev.tandem.runtime.ServiceSettings;

/**
 * Holds the configuration of this service, read from the environment.
 *
 * @param editing true if operators may edit an event's data before a replay
 * @param kept the retention periods
 */
public record DeadLettersConfig(ServiceSettings settings, boolean editing, RetentionPeriods kept) {

    public static DeadLettersConfig from(Environment environment) {
        return new DeadLettersConfig(
                ServiceSettings.from(environment),
                environment.flag("DEAD_LETTER_EDITING", "whether operators may edit data before a replay", false),
                RetentionPeriods.from(environment));
    }
}
