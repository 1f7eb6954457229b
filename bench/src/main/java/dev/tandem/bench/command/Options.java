package dev.tandem.bench.command;

import dev.tandem.bench.load.Arrivals;
import dev.tandem.bench.report.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Parses the options of the command line into the plan. */
final class Options {

    private static final List<Integer> USERS = List.of(50, 200, 500, 2_000);
    private static final double RATE_OF_MAIL = 50;
    private static final int MOST = 20_000;
    private static final double HIGHEST_RATE = 20_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--users",
            split = ",",
            paramLabel = "N",
            converter = Count.class,
            description = "So many users at a time, each of whom thinks between requests (50,200,500,2000 unless other"
                    + " loads are named).")
    private @Nullable List<Integer> users;

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "R",
            converter = PerSecond.class,
            description = "So many requests a second, evenly, whatever is answered.")
    private @Nullable List<Double> rates;

    @Option(
            names = "--burst",
            split = ",",
            paramLabel = "N",
            converter = Count.class,
            description = "So many requests at the same moment.")
    private @Nullable List<Integer> bursts;

    @Option(names = "--cold", description = "Start each system anew for each load, and measure from its first request.")
    private boolean cold;

    @Option(
            names = "--seconds",
            defaultValue = "12",
            paramLabel = "S",
            converter = Count.class,
            description = "How long each load is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--think",
            defaultValue = "5",
            paramLabel = "S",
            converter = Think.class,
            description = "How many seconds a user thinks (${DEFAULT-VALUE}).")
    private Duration think = Duration.ZERO;

    @Option(
            names = "--only",
            paramLabel = "SYSTEM",
            converter = Named.class,
            description = "Measure only tandem or only request-driven.")
    private @Nullable Side only;

    @Option(
            names = "--mail",
            description =
                    "Measure Tandem beside mail servers instead: creations of which whole teams are mailed, without"
                            + " mail, and with a server that is quick, takes 2 to 3 s for each mail, or hangs (at 50 a second unless"
                            + " loads are named). In the end every mail must have arrived.")
    private boolean mail;

    @Option(
            names = "--mail-ms",
            defaultValue = "200",
            paramLabel = "MS",
            converter = Count.class,
            description = "How long the request-driven system's mail server takes for a message (${DEFAULT-VALUE}).")
    private int mailMillis;

    @Option(
            names = "--threads",
            defaultValue = "50",
            paramLabel = "N",
            converter = Count.class,
            description = "How many threads it has (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--connections",
            defaultValue = "10",
            paramLabel = "N",
            converter = Connections.class,
            description = "How many connections to its database (${DEFAULT-VALUE}, as HikariCP has it).")
    private int connections;

    /** Returns true if Tandem is measured beside mail servers. */
    boolean mail() {
        return mail;
    }

    Plan plan() {
        if (mail && (cold || only == Side.REQUEST_DRIVEN)) {
            throw new ParameterException(
                    spec.commandLine(), "--mail goes neither with --cold nor with --only request-driven");
        }
        return new Plan(
                sides(),
                loads(),
                cold,
                Duration.ofSeconds(seconds),
                think,
                new Plan.Baseline(threads, connections, Duration.ofMillis(mailMillis)));
    }

    private List<Side> sides() {
        if (mail) {
            return List.of(Side.TANDEM);
        }
        return only == null ? List.of(Side.values()) : List.of(only);
    }

    private List<Arrivals> loads() {
        List<Arrivals> loads = new ArrayList<>();
        orNone(users).forEach(count -> loads.add(new Arrivals.Users(count, think)));
        orNone(rates).forEach(perSecond -> loads.add(new Arrivals.Rate(perSecond)));
        orNone(bursts).forEach(count -> loads.add(new Arrivals.Burst(count)));
        if (loads.isEmpty() && mail) {
            loads.add(new Arrivals.Rate(RATE_OF_MAIL));
        } else if (loads.isEmpty()) {
            USERS.forEach(count -> loads.add(new Arrivals.Users(count, think)));
        }
        return loads.stream().distinct().toList();
    }

    private static <T> List<T> orNone(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    private static double number(String text, double least, double most) {
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException malformed) {
            // Rejected below, like a number out of range.
        }
        throw new TypeConversionException(
                String.format(java.util.Locale.ROOT, "'%s' is not between %s and %s", text, plain(least), plain(most)));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static int whole(String text, int most) {
        if (!text.matches("\\d+")) {
            throw new TypeConversionException("'" + text + "' is not a whole number between 1 and " + most);
        }
        return (int) number(text, 1, most);
    }

    /** Between 1 and {@value #MOST}. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, MOST);
        }
    }

    /** Fewer than the server accepts. */
    static final class Connections implements ITypeConverter<Integer> {
        private static final int MOST_OF_THE_SERVER = 180;

        @Override
        public Integer convert(String text) {
            return whole(text, MOST_OF_THE_SERVER);
        }
    }

    static final class PerSecond implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, 0.1, HIGHEST_RATE);
        }
    }

    static final class Think implements ITypeConverter<Duration> {
        private static final double MILLIS = 1_000;

        @Override
        public Duration convert(String text) {
            return Duration.ofMillis(Math.round(number(text, 0, 600) * MILLIS));
        }
    }

    static final class Named implements ITypeConverter<Side> {
        @Override
        public Side convert(String text) {
            for (Side side : Side.values()) {
                if (side.label().equals(text)) {
                    return side;
                }
            }
            throw new TypeConversionException("'" + text + "' is neither tandem nor request-driven");
        }
    }
}
