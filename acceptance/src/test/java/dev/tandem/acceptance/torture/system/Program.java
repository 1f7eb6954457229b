package dev.tandem.acceptance.torture.system;

import dev.tandem.contracts.TandemService;
import dev.tandem.local.service.Component;
import dev.tandem.local.service.Services;
import java.util.List;

/** A service and the main class of its process. */
public record Program(TandemService service, String main) {

    /** Every service of the system. */
    public static final List<Program> ALL =
            Services.COMPONENTS.stream().map(Program::of).toList();

    private static Program of(Component<?> component) {
        return new Program(component.service(), component.home().getPackageName() + ".Main");
    }

    public String name() {
        return service.serviceName();
    }

    /** The name of its database. */
    public String database() {
        return service.database();
    }

    /** The variable that tells others its address. */
    String addressVariable() {
        return service.addressVariable();
    }
}
