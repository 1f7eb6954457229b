package dev.tandem.deadletters;

import dev.tandem.kit.config.Environment;
import dev.tandem.runtime.ServiceSettings;

/**
 * What the environment tells this service.
 *
 * @param editing whether operators may edit an event's data before they send it again
 * @param kept what is kept for how long
 */
public record DeadLettersConfig(ServiceSettings settings, boolean editing, RetentionPeriods kept) {

    public static DeadLettersConfig from(Environment environment) {
        return new DeadLettersConfig(
                ServiceSettings.from(environment),
                environment.flag("DEAD_LETTER_EDITING", "whether operators may edit data before a replay", false),
                RetentionPeriods.from(environment));
    }
}
