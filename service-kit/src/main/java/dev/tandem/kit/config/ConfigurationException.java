package dev.tandem.kit.config;

import java.util.List;

/** Reports everything that is wrong with a configuration, in one message for an operator. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    ConfigurationException(List<String> faults) {
        super(faults.stream()
                .map(fault -> "\n  " + fault)
                .reduce("The configuration is not complete:", String::concat));
        this.faults = List.copyOf(faults);
    }

    /** One sentence per variable. */
    public List<String> faults() {
        return faults;
    }
}
