package dev.tandem.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.load.Arrivals;
import dev.tandem.bench.report.Side;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchTest {

    private static final Duration THINK = Duration.ofSeconds(5);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void without_options_it_is_the_table_that_began_it_all() {
        Plan plan = plan();

        assertThat(plan.sides()).containsExactly(Side.REQUEST_DRIVEN, Side.TANDEM);
        assertThat(plan.loads())
                .containsExactly(
                        new Arrivals.Users(50, THINK),
                        new Arrivals.Users(200, THINK),
                        new Arrivals.Users(500, THINK),
                        new Arrivals.Users(2_000, THINK));
        assertThat(plan.cold()).isFalse();
        assertThat(plan.measured()).isEqualTo(Duration.ofSeconds(12));
        assertThat(plan.baseline()).isEqualTo(new Plan.Baseline(50, 10, Duration.ofMillis(200)));
    }

    @Test
    void loads_that_are_named_are_measured_instead() {
        assertThat(plan("--rate", "20,0.5", "--burst=100", "--users", "3", "--think", "0.25")
                        .loads())
                .containsExactly(
                        new Arrivals.Users(3, Duration.ofMillis(250)),
                        new Arrivals.Rate(20),
                        new Arrivals.Rate(0.5),
                        new Arrivals.Burst(100));
    }

    @Test
    void the_rest_is_taken_as_it_is_given() {
        Plan plan = plan(
                "--cold",
                "--only",
                "tandem",
                "--seconds",
                "3",
                "--mail-ms",
                "100",
                "--threads",
                "200",
                "--connections",
                "50");

        assertThat(plan.cold()).isTrue();
        assertThat(plan.sides()).containsExactly(Side.TANDEM);
        assertThat(plan.measured()).isEqualTo(Duration.ofSeconds(3));
        assertThat(plan.baseline()).isEqualTo(new Plan.Baseline(200, 50, Duration.ofMillis(100)));
    }

    @Test
    void mail_is_measured_on_tandem_alone_at_a_rate_unless_loads_are_named() {
        assertThat(plan("--mail").sides()).containsExactly(Side.TANDEM);
        assertThat(plan("--mail").loads()).containsExactly(new Arrivals.Rate(50));
        assertThat(plan("--mail", "--rate", "5").loads()).containsExactly(new Arrivals.Rate(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--users 0",
                "--users 50,,200",
                "--users many",
                "--users 20001",
                "--users -5",
                "--users",
                "--rate 0",
                "--rate NaN",
                "--rate fast",
                "--burst 1.5",
                "--seconds 0",
                "--think -1",
                "--only spring",
                "--connections 181",
                "--mail-ms 0",
                "--mail slow",
                "--mail --cold",
                "--mail --only request-driven",
                "--fast",
                "now"
            })
    void what_is_not_understood_is_answered_with_the_usage(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: tandem bench");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void it_explains_itself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: tandem bench").contains("--burst", "--cold", "--only", "--mail");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_place_that_cannot_be_written_to_is_told_before_anything_starts() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(run("--out", file.toString())).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("tandem: The directory " + file + " cannot be written to.\n");
    }

    private static Plan plan(String... arguments) {
        CommandLine line = Bench.commandLine();
        line.parseArgs(arguments);
        return ((Bench) line.getCommand()).plan();
    }

    private int run(String... arguments) {
        return Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
