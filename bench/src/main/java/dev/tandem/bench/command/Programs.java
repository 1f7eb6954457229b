package dev.tandem.bench.command;

import dev.tandem.bench.hybrid.TandemProcess;
import dev.tandem.bench.load.LoadProcess;
import dev.tandem.bench.process.Child;
import dev.tandem.bench.report.Side;
import dev.tandem.bench.requestdriven.RequestDrivenProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the processes of a run. */
final class Programs {

    /** The flags of {@code ./tandem up}, for both sides. */
    private static final List<String> SYSTEM_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "-XX:MaxDirectMemorySize=128m",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:ReservedCodeCacheSize=96m",
            "-Xss512k");

    private static final List<String> LOAD_FLAGS = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-Xss512k");

    private static final Map<String, String> TANDEM_VARIABLES = Map.of(
            "QUOTA_PER_SECOND", "1000000",
            "QUOTA_BURST", "1000000",
            "QUOTA_OUTSTANDING", "1000000",
            "QUOTA_READS_PER_SECOND", "1000000",
            "QUOTA_READ_BURST", "1000000",
            "OTEL_SDK_DISABLED", "true");

    private final Path definitions;
    private final Path out;
    private final Map<String, String> environment;

    /**
     * @param environment passed on, except addresses of back ends and mail servers, into which a run would write a great
     *     deal, and settings of telemetry and of the JVM
     */
    Programs(Path definitions, Path out, Map<String, String> environment) {
        this.definitions = definitions;
        this.out = out;
        this.environment = new HashMap<>(environment);
        this.environment.keySet().removeIf(Programs::isNotForUs);
    }

    Child load() {
        return start("load generator", LoadProcess.class, LOAD_FLAGS, List.of(), Map.of());
    }

    Child system(Side side, Plan.Baseline baseline, int smtpPort) {
        return switch (side) {
            case REQUEST_DRIVEN ->
                start(
                        side.label(),
                        RequestDrivenProcess.class,
                        SYSTEM_FLAGS,
                        List.of(
                                Integer.toString(smtpPort),
                                Integer.toString(baseline.threads()),
                                Integer.toString(baseline.connections())),
                        Map.of());
            case TANDEM -> tandem(List.of(definitions.toString()), TANDEM_VARIABLES);
        };
    }

    /** Tandem with that mail server, and with workspaces whose members want mail. */
    Child mailingTandem(URI mailServer) {
        Map<String, String> variables = new HashMap<>(TANDEM_VARIABLES);
        variables.put("SMTP_URI", mailServer.toString());
        return tandem(List.of(definitions.toString(), TandemProcess.MAILED), variables);
    }

    private Child tandem(List<String> arguments, Map<String, String> variables) {
        return start(Side.TANDEM.label(), TandemProcess.class, SYSTEM_FLAGS, arguments, variables);
    }

    private Child start(
            String name, Class<?> main, List<String> flags, List<String> arguments, Map<String, String> more) {
        List<String> all = new ArrayList<>(flags);
        all.add("-Dlogback.configurationFile=dev/tandem/local/logback-"
                + (main == TandemProcess.class ? "files" : "warnings") + ".xml");
        all.add("-Dtandem.log=" + out.resolve("log"));
        all.add("-Dtandem.log.lines=Dated");
        all.add("-Dvertx.logger-delegate-factory-class-name=io.vertx.core.logging.SLF4JLogDelegateFactory");
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(more);
        return Child.start(name, main, all, arguments, variables, out.resolve(name.replace(' ', '-') + ".err"));
    }

    private static boolean isNotForUs(String variable) {
        return variable.startsWith("OTEL_")
                || variable.startsWith("JAVA_TOOL_OPTIONS")
                || List.of("DATABASE_URI", "AMQP_URI", "RABBITMQ_MANAGEMENT_URI", "SMTP_URI", "SMTP_URI_FILE")
                        .contains(variable);
    }
}
