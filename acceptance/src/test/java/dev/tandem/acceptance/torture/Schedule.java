package dev.tandem.acceptance.torture;

import dev.tandem.acceptance.torture.fault.Fault;
import dev.tandem.acceptance.torture.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The plan of a scenario's faults, which depends only on the seed and the scenario's number. */
record Schedule(List<Injection> injections, long seed) {

    private static final int MOST = 3;

    /** The faults at those moments; {@code afterSeconds} are as many as faults. */
    static Schedule of(long seed, List<String> faults, List<Double> afterSeconds, Duration length) {
        List<Injection> injections = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            Duration after = Duration.ofMillis(Math.round(afterSeconds.get(i) * 1000));
            injections.add(new Injection(Faults.named(faults.get(i)), after, length, seed + i));
        }
        return new Schedule(injections, seed);
    }

    /** One to three faults that do not meet at the same place. */
    static Schedule drawn(long seed, int scenario, List<Fault> choices) {
        Random random = new Random(seed * 1_000_003 + scenario);
        int many = 1 + random.nextInt(MOST);
        Set<String> touched = new HashSet<>();
        List<Injection> injections = new ArrayList<>();
        for (int attempt = 0; attempt < 10 && injections.size() < many; attempt++) {
            Fault fault = choices.get(random.nextInt(choices.size()));
            Duration after = Duration.ofMillis(1_000 + random.nextInt(12_000));
            Duration length = fault.length().drawn(random);
            long own = random.nextLong();
            if (fault.touches().stream().noneMatch(touched::contains)) {
                touched.addAll(fault.touches());
                injections.add(new Injection(fault, after, length, own));
            }
        }
        return new Schedule(injections, random.nextLong());
    }
}
