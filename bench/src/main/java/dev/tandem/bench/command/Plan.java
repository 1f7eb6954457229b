package dev.tandem.bench.command;

import dev.tandem.bench.load.Arrivals;
import dev.tandem.bench.load.Load;
import dev.tandem.bench.report.Side;
import java.time.Duration;
import java.util.List;

/**
 * The plan of a run: what to measure, and how.
 *
 * @param loads one after another, on each side
 * @param cold true if each load runs against a freshly started system
 * @param measured the measured time of each load
 * @param think the think time between an answer and the same user's next request
 */
record Plan(
        List<Side> sides, List<Arrivals> loads, boolean cold, Duration measured, Duration think, Baseline baseline) {

    /** After this time a client gives up. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * The shortest time before a load is measured. Users with a longer think time get that, so that each has sent a request.
     */
    private static final Duration LEAD = Duration.ofSeconds(5);

    /** After a start: callers without think time, so that each side gets as much as it can handle. */
    private static final Arrivals WARM_UP = new Arrivals.Users(8, Duration.ZERO);

    private static final Duration WARM_UP_LENGTH = Duration.ofSeconds(10);

    private static final String DONE =
            "Done is the time from a 202 until its operation has succeeded, of a sample that is asked for every 20 ms.";

    private static final String TANDEM =
            "Tandem: every service in one JVM, as ./tandem up starts them; quotas lifted (QUOTA_PER_SECOND, QUOTA_BURST,"
                    + " QUOTA_OUTSTANDING at 1,000,000); tracing off.";

    /**
     * Settings of the request-driven side.
     *
     * @param mail the time that the mail server takes for a message
     */
    record Baseline(int threads, int connections, Duration mail) {}

    Load warmUp(Target target) {
        return new Load(target.uri(), target.callers(), WARM_UP, Duration.ZERO, WARM_UP_LENGTH, PATIENCE);
    }

    Load load(Arrivals arrivals, Target target) {
        return new Load(target.uri(), target.callers(), arrivals, lead(arrivals), measured, PATIENCE);
    }

    /**
     * Returns the longest time that a load may last: until the last request and the last followed operation have timed out.
     */
    Duration longest(Load load) {
        return load.warmUp().plus(load.measured()).plus(PATIENCE.multipliedBy(2));
    }

    List<String> conditions() {
        return List.of(
                times(),
                users(),
                DONE + " The request-driven answer is a 201: all is done with it.",
                "Both: 20 workspaces of four members, every name once, PostgreSQL of their own with fsync on, the JVM flags"
                        + " of ./tandem up (384 MB). Everything shares this machine: the load generator is a process of its own.",
                TANDEM,
                "Request-driven: " + baseline.threads() + " threads, " + baseline.connections()
                        + " connections, four messages of " + baseline.mail().toMillis()
                        + " ms by SMTP one after another, all in one transaction before the answer.");
    }

    /** Returns the conditions of a run beside mail servers. */
    List<String> conditionsOfMail() {
        return List.of(
                times(),
                users(),
                DONE,
                "Mail: 20 workspaces of four members who all have an address and want mail of news immediately, so that a"
                        + " creation is mailed to three; without mail: 20 such workspaces whose members want none. The mail"
                        + " server speaks SMTP on the loopback interface. The slow one takes 2 to 3 s for each mail, the hanging"
                        + " one accepts connections and answers nothing.",
                "The first load is put on Tandem once before, with a quick mail server. After each load the mail server is"
                        + " quick, and the next one begins when no mail waits any more. Mails are counted in the notifier's"
                        + " database, sent ones at the mail server.",
                TANDEM + " Everything shares this machine, mail server and load generator too.");
    }

    private static String times() {
        return "Times count from the moment a request was due until its answer, also when the generator was late; a request"
                + " without an answer after " + PATIENCE.toSeconds() + " s counts as timed out, and as that time in"
                + " the percentiles. Refused (429, 503) and failed ones are in no percentile.";
    }

    private String users() {
        return "A user asks, waits for the answer, thinks for " + seconds(think) + " and asks again. " + lead();
    }

    private String lead() {
        return cold
                ? "Each load meets a system that has just started, and is measured from its first request."
                : "After each start " + WARM_UP.connections() + " users who do not think warm the system up for "
                        + seconds(WARM_UP_LENGTH) + "; the first " + seconds(LEAD)
                        + " of each load are not measured, the "
                        + seconds(measured) + " after them are.";
    }

    private Duration lead(Arrivals arrivals) {
        if (cold || arrivals instanceof Arrivals.Burst) {
            return Duration.ZERO;
        }
        return think.compareTo(LEAD) > 0 && arrivals instanceof Arrivals.Users ? think : LEAD;
    }

    private static String seconds(Duration length) {
        return length.toMillis() % 1_000 == 0 ? length.toSeconds() + " s" : length.toMillis() + " ms";
    }
}
