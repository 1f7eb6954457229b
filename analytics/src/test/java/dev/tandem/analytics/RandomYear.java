package dev.tandem.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes up what a workspace did in a year, from a seed. No two things happen in the same second. */
final class RandomYear {

    /** More than fit into one word of a set. */
    private static final List<String> PEOPLE =
            IntStream.range(0, 90).mapToObj(i -> "person-" + i).toList();

    final History history = new History();
    final List<UUID> projects = new ArrayList<>();
    final Instant begin;
    private final Random random;
    private final Map<UUID, List<UUID>> sections = new HashMap<>();
    private final List<UUID> tasks = new ArrayList<>();
    private final Set<UUID> done = new HashSet<>();
    private final Set<UUID> trashed = new HashSet<>();
    private final Map<UUID, UUID> places = new HashMap<>();
    private final Set<UUID> deleted = new HashSet<>();
    private Instant now;

    RandomYear(long seed, int projectCount, int steps, Instant begin) {
        this.random = new Random(seed);
        this.begin = begin;
        this.now = begin;
        long seconds = 365L * 86_400 / (steps + 6L * projectCount);
        for (int i = 0; i < projectCount; i++) {
            begin(i % 3 == 1, seconds);
        }
        for (int i = 0; i < steps; i++) {
            step(seconds);
        }
    }

    private void begin(boolean fromTemplate, long seconds) {
        UUID project = history.project(next(seconds), person());
        projects.add(project);
        List<UUID> its = new ArrayList<>();
        for (String name : List.of("To do", "Doing", "Review")) {
            its.add(history.section(next(seconds), person(), project, name));
        }
        sections.put(project, its);
        if (fromTemplate) {
            history.structured(next(seconds), project, 4);
            tasks.add(history.built(project, now));
            tasks.add(history.built(project, now.plusMillis(1)));
        }
    }

    private void step(long seconds) {
        int kind = random.nextInt(100);
        if (tasks.isEmpty() || kind < 22) {
            create(next(seconds));
            return;
        }
        UUID task = tasks.get(random.nextInt(tasks.size()));
        if (deleted.contains(history.of(task))) {
            create(next(seconds));
            return;
        }
        if (trashed.remove(task)) {
            history.untrashed(next(seconds), person(), task, places.get(task), done.contains(task));
            return;
        }
        change(kind, task, next(seconds));
    }

    private void change(int kind, UUID task, Instant at) {
        if (kind < 45) {
            List<UUID> its = sections.get(history.of(task));
            int place = random.nextInt(its.size() + 1);
            UUID section = place == its.size() ? null : its.get(place);
            places.put(task, section);
            history.moved(at, person(), task, section, section == null ? null : "Section " + place);
        } else if (kind < 60) {
            history.assigned(at, person(), task, person());
        } else if (kind < 82) {
            turn(at, task);
        } else if (kind < 85) {
            trashed.add(task);
            history.trashed(at, person(), task, done.contains(task));
        } else if (kind < 90) {
            history.due(at, person(), task, random.nextInt(4) == 0 ? null : day(at));
        } else if (kind < 99 || projects.size() - deleted.size() < 2) {
            history.commented(at, person(), task, List.of(person()));
        } else {
            deleted.add(history.of(task));
            history.deleted(at, person(), history.of(task));
        }
    }

    private void turn(Instant at, UUID task) {
        if (done.remove(task)) {
            history.reopened(at, person(), task);
        } else {
            done.add(task);
            history.completed(at, person(), task);
        }
    }

    private void create(Instant at) {
        List<UUID> alive =
                projects.stream().filter(each -> !deleted.contains(each)).toList();
        UUID project = alive.get(random.nextInt(alive.size()));
        List<UUID> its = sections.get(project);
        UUID section = random.nextInt(4) == 0 ? null : its.get(random.nextInt(its.size()));
        UUID task = history.task(at, person(), project, section, maybe(person()), maybe(day(at)));
        places.put(task, section);
        tasks.add(task);
    }

    private <V> @Nullable V maybe(V value) {
        return random.nextInt(3) == 0 ? value : null;
    }

    private String day(Instant at) {
        return at.plusSeconds(86_400L * random.nextInt(60)).toString().substring(0, 10);
    }

    private String person() {
        return PEOPLE.get(random.nextInt(PEOPLE.size()));
    }

    private Instant next(long seconds) {
        now = now.plusSeconds(1 + (long) (random.nextDouble() * 2 * (seconds - 1)));
        return now;
    }
}
