package dev.tandem.acceptance.torture;

import dev.tandem.acceptance.torture.check.ClientView;
import dev.tandem.acceptance.torture.check.DeadLetters;
import dev.tandem.acceptance.torture.check.EventLog;
import dev.tandem.acceptance.torture.check.Invariants;
import dev.tandem.acceptance.torture.check.Outputs;
import dev.tandem.acceptance.torture.check.Rabbit;
import dev.tandem.acceptance.torture.check.Violation;
import dev.tandem.acceptance.torture.fault.Fault;
import dev.tandem.acceptance.torture.load.Api;
import dev.tandem.acceptance.torture.load.HookReceiver;
import dev.tandem.acceptance.torture.load.Journal;
import dev.tandem.acceptance.torture.load.Load;
import dev.tandem.acceptance.torture.load.MailReceiver;
import dev.tandem.acceptance.torture.load.StreamTranscript;
import dev.tandem.acceptance.torture.load.Submission;
import dev.tandem.acceptance.torture.system.Pause;
import dev.tandem.acceptance.torture.system.SeparateProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds the system and everything needed to load it, inject faults and check it. Runs one scenario at a time. */
final class ScenarioRunner implements AutoCloseable {

    /** Longer than the five delayed attempts of the retry policy take. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Longer than the claim of a process that died lasts, and the pause after a second attempt. */
    private static final Duration PATIENCE_WITH_MAIL = Duration.ofMinutes(8);

    private static final int INSTANCES = 2;

    private static final Duration GLANCE = Duration.ofMillis(500);

    /** What a slow machine accepts later than others, so that each scenario has something at stake. */
    private static final int ENOUGH = 20;

    private final SeparateProcesses system;
    private final Rabbit rabbit;
    private final EventLog log;
    private final DeadLetters letters;
    private final Invariants invariants;
    private final ClientView clientView;
    private final HookReceiver receiver = new HookReceiver();
    private final MailReceiver mails;
    private final Outputs outputs = new Outputs();
    private final Api api;
    private final List<Journal> journals = new ArrayList<>();

    private ScenarioRunner(SeparateProcesses system, MailReceiver mails) {
        this.system = system;
        this.mails = mails;
        this.rabbit = new Rabbit(system.broker());
        this.log = new EventLog(rabbit);
        this.letters = new DeadLetters(system.postgres(), rabbit, new Api(system.gateway(), system::operatorToken));
        this.invariants = new Invariants(system.postgres(), log, letters, receiver, mails);
        this.api = new Api(system.gateway(), system::token);
        this.clientView = new ClientView(api, log);
    }

    /**
     * Starts two instances of every service.
     *
     * @param data where the back ends keep their data, or null for nowhere
     */
    static ScenarioRunner start(Path directory, Path definitions, @Nullable Path data) {
        MailReceiver mails = new MailReceiver();
        try {
            Map<String, String> mailServer = Map.of("SMTP_URI", mails.uri().toString());
            return new ScenarioRunner(
                    SeparateProcesses.start(directory, definitions, data, INSTANCES, mailServer), mails);
        } catch (RuntimeException e) {
            mails.close();
            throw e;
        }
    }

    Rabbit rabbit() {
        return rabbit;
    }

    DeadLetters letters() {
        return letters;
    }

    /** Load for so long, at least until the last fault is over and enough was accepted; then quiet, then the checks. */
    Result run(String name, Schedule schedule, Duration length) {
        int commits = system.lostCommits();
        int resolved = letters.resolved();
        List<Violation> broken = new ArrayList<>();
        mails.trouble(name);
        try (Load load = Load.begin(api, name, schedule.seed(), receiver)) {
            long begun = System.nanoTime();
            Fault.Target target = new Fault.Target(system, load, rabbit, log, letters);
            List<CompletableFuture<Void>> injecting = schedule.injections().stream()
                    .map(injection -> CompletableFuture.runAsync(
                            () -> inject(injection, target), work -> new Thread(work, "fault").start()))
                    .toList();
            for (int i = 0; i < injecting.size(); i++) {
                try {
                    injecting.get(i).join();
                } catch (CompletionException e) {
                    broken.add(Violation.wrong(schedule.injections().get(i) + " did not end: " + e.getCause()));
                }
            }
            Duration left = length.minusNanos(System.nanoTime() - begun);
            if (!left.isNegative()) {
                Pause.of(left);
            }
            Pause.until(() -> load.journal().accepted().size() > ENOUGH, GLANCE, PATIENCE);
            load.stop();
            mails.calm();
            long over = System.nanoTime();
            system.heal();
            load.finish();
            broken.addAll(settle(load.journal()));
            broken.addAll(outputs.broken(system.instances()));
            letters.forgive();
            if (broken.isEmpty()) {
                journals.add(load.journal());
            }
            return new Result(
                    name,
                    schedule.injections(),
                    load.journal().accepted().size(),
                    load.journal().memberChanges(),
                    load.journal().transcripts().values().stream()
                            .mapToInt(StreamTranscript::events)
                            .sum(),
                    (int) load.journal().accepted().stream()
                            .filter(submission -> submission.fate == Submission.Fate.FAILS)
                            .count(),
                    load.journal().unsettled(),
                    system.lostCommits() - commits,
                    letters.resolved() - resolved,
                    Duration.ofNanos(System.nanoTime() - over),
                    List.copyOf(broken));
        }
    }

    /** Waits until every mail of the scenarios that ended well has arrived; returns what is wrong with those that did not. */
    List<Violation> unsent() {
        return lastOf(() -> invariants.unsent(journals), PATIENCE_WITH_MAIL);
    }

    /** How many mails arrived, each as often as it did. */
    int mailsReceived() {
        return mails.received().values().stream().mapToInt(List::size).sum();
    }

    /** How many of them had arrived before, under the same Message-ID. */
    int mailsRepeated() {
        return mailsReceived() - mails.received().size();
    }

    /** All scenarios that ended well, once more: what was right must not have become wrong. */
    List<Violation> again() {
        List<Violation> broken = new ArrayList<>();
        journals.forEach(journal -> broken.addAll(invariants.broken(journal)));
        return broken;
    }

    @Override
    public void close() {
        system.close();
        receiver.close();
        mails.close();
    }

    private List<Violation> settle(Journal journal) {
        List<Violation> broken = lastOf(() -> {
            letters.sendAgain();
            return invariants.broken(journal);
        });
        return broken.isEmpty() ? lastOf(() -> clientView.broken(journal)) : broken;
    }

    /** Looks until nothing is broken, or the patience is over. */
    private static List<Violation> lastOf(Supplier<List<Violation>> look) {
        return lastOf(look, PATIENCE);
    }

    private static List<Violation> lastOf(Supplier<List<Violation>> look, Duration patience) {
        AtomicReference<List<Violation>> broken = new AtomicReference<>(List.of());
        Pause.until(
                () -> {
                    broken.set(look.get());
                    return broken.get().isEmpty();
                },
                GLANCE,
                patience);
        return broken.get();
    }

    private static void inject(Injection injection, Fault.Target target) {
        Pause.of(injection.after());
        injection.fault().action().inject(target, new Random(injection.seed()), injection.length());
    }
}
