package dev.tandem.analytics;

import dev.tandem.analytics.History.Happening;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.contracts.SectionFact;
import dev.tandem.contracts.TaskAssigned;
import dev.tandem.contracts.TaskCompleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskReopened;
import dev.tandem.contracts.TaskRescheduled;
import dev.tandem.contracts.TaskRestored;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes a report another way: from the facts as they were told, by looking at each task at each moment that is asked for, without a
 * database. Slow and plain.
 */
final class Reference {

    private final List<Happening> told;
    private final @Nullable UUID project;
    private final ZoneId zone;
    private final Instant asOf;

    /** @param project null for the whole workspace */
    Reference(History history, @Nullable UUID project, ZoneId zone, Instant asOf) {
        this.project = project;
        this.zone = zone;
        this.asOf = asOf;
        this.told = history.happenings.stream()
                .filter(each -> project == null || project.equals(projectOf(each)))
                .filter(each -> each.envelope().time().isBefore(asOf))
                .toList();
    }

    /** The members of the report that depend on facts, for buckets that begin on these days. */
    JsonObject report(List<LocalDate> starts, LocalDate to) {
        List<Instant> edges = Stream.concat(starts.stream(), Stream.of(to.plusDays(1)))
                .map(day -> day.atStartOfDay(zone).toInstant())
                .toList();
        JsonArray buckets = new JsonArray();
        for (int i = 0; i < starts.size(); i++) {
            if (edges.get(i).isBefore(asOf)) {
                buckets.add(new JsonObject()
                        .put("from", starts.get(i).toString())
                        .mergeIn(happened(edges.get(i), edges.get(i + 1)))
                        .put("scope", scope(edges.get(i + 1)))
                        .put("done", turns(edges.get(i + 1))));
            }
        }
        JsonObject report = new JsonObject()
                .put("totals", happened(edges.get(0), edges.get(starts.size())))
                .put("buckets", buckets)
                .put("workInProgress", workInProgress())
                .put("due", due());
        return project == null ? report : report.put("cumulativeFlow", flow(edges.subList(1, buckets.size() + 1)));
    }

    private JsonObject happened(Instant from, Instant to) {
        List<Happening> some = told.stream()
                .filter(each -> !each.envelope().time().isBefore(from)
                        && each.envelope().time().isBefore(to))
                .toList();
        JsonObject json = new JsonObject()
                .put("created", created(some))
                .put("completed", count(some, TaskCompleted.class))
                .put("reopened", count(some, TaskReopened.class))
                .put(
                        "activeMembers",
                        some.stream()
                                .map(each -> each.envelope().actor())
                                .filter(Objects::nonNull)
                                .distinct()
                                .count());
        List<Long> lead = new ArrayList<>();
        List<Long> cycle = new ArrayList<>();
        tasks().forEach((task, facts) -> {
            Instant done = doneAt(facts);
            if (done != null && !done.isBefore(from) && done.isBefore(to)) {
                lead.add(seconds(bornAt(task), done));
                Instant started = startedAt(facts);
                if (started != null && !started.isAfter(done)) {
                    cycle.add(seconds(started, done));
                }
            }
        });
        json.put("throughput", (long) lead.size());
        percentiles(lead).ifPresent(found -> json.put("leadTime", found));
        percentiles(cycle).ifPresent(found -> json.put("cycleTime", found));
        return json;
    }

    private long scope(Instant until) {
        long all = created(before(until));
        long dropped = before(until).stream()
                .filter(each -> each.fact() instanceof ProjectDeleted)
                .mapToLong(each -> {
                    UUID gone = ((ProjectDeleted) each.fact()).projectId();
                    List<Happening> its = told.stream()
                            .filter(one -> gone.equals(projectOf(one)))
                            .toList();
                    return created(its)
                            - count(its, TaskCompleted.class)
                            + count(its, TaskReopened.class)
                            - trashed(its);
                })
                .sum();
        return all - dropped - trashed(before(until));
    }

    /** Open tasks that were deleted, less those that were restored. */
    private static long trashed(List<Happening> some) {
        return some.stream()
                .mapToLong(each -> each.fact() instanceof TaskDeleted deleted && !deleted.completed()
                        ? 1
                        : each.fact() instanceof TaskRestored restored && !restored.completed() ? -1 : 0)
                .sum();
    }

    private static boolean isGone(List<Happening> facts) {
        boolean gone = false;
        for (Happening each : facts) {
            gone = each.fact() instanceof TaskDeleted || gone && !(each.fact() instanceof TaskRestored);
        }
        return gone;
    }

    private long turns(Instant until) {
        return count(before(until), TaskCompleted.class) - count(before(until), TaskReopened.class);
    }

    private JsonObject workInProgress() {
        Map<Instant, UUID> open = new TreeMap<>();
        tasks().forEach((task, facts) -> {
            Instant started = startedAt(facts);
            if (started != null && doneAt(facts) == null && !isGone(facts) && !isDeleted(projectOf(facts.get(0)))) {
                open.put(started, task);
            }
        });
        JsonArray oldest = new JsonArray();
        open.forEach((started, task) -> {
            if (oldest.size() < 20) {
                oldest.add(new JsonObject()
                        .put("taskId", task.toString())
                        .put("projectId", projectOf(tasks().get(task).get(0)).toString())
                        .put("seconds", age(started)));
            }
        });
        JsonObject json = new JsonObject().put("count", (long) open.size());
        percentiles(open.keySet().stream().map(this::age).toList()).ifPresent(found -> json.put("age", found));
        return json.put("oldest", oldest);
    }

    private long age(Instant started) {
        return Duration.between(started, asOf).toSeconds();
    }

    private JsonObject due() {
        LocalDate today = asOf.atZone(zone).toLocalDate();
        List<LocalDate> days = new ArrayList<>();
        tasks().forEach((task, facts) -> {
            if (doneAt(facts) == null && !isGone(facts) && !isDeleted(projectOf(facts.get(0)))) {
                String day = null;
                for (Happening each : facts) {
                    if (each.fact() instanceof TaskCreated created) {
                        day = created.dueOn();
                    } else if (each.fact() instanceof TaskRescheduled rescheduled) {
                        day = rescheduled.dueOn();
                    }
                }
                if (day != null) {
                    days.add(LocalDate.parse(day));
                }
            }
        });
        return new JsonObject()
                .put("overdue", days.stream().filter(day -> day.isBefore(today)).count())
                .put("today", days.stream().filter(today::equals).count())
                .put(
                        "nextSevenDays",
                        days.stream()
                                .filter(day -> day.isAfter(today) && !day.isAfter(today.plusDays(7)))
                                .count());
    }

    private JsonArray flow(List<Instant> ends) {
        Map<String, long[]> bands = new TreeMap<>();
        for (int i = 0; i < ends.size(); i++) {
            int place = i;
            List<Happening> known = before(ends.get(i));
            long untouched = known.stream()
                    .filter(each -> each.fact() instanceof ProjectStructured)
                    .mapToLong(each -> ((ProjectStructured) each.fact()).tasks())
                    .sum();
            for (List<Happening> facts : tasks().values()) {
                List<Happening> its = facts.stream().filter(known::contains).toList();
                if (!its.isEmpty()) {
                    untouched -= its.get(0).fact() instanceof TaskCreated ? 0 : 1;
                    if (doneAt(its) != null || !isGone(its)) {
                        bands.computeIfAbsent(band(its), band -> new long[ends.size()])[place]++;
                    }
                }
            }
            bands.computeIfAbsent("unplaced", band -> new long[ends.size()])[place] += untouched;
        }
        JsonArray flow = new JsonArray();
        bands.forEach((band, counts) -> {
            JsonArray tasks = new JsonArray();
            long sum = 0;
            for (long count : counts) {
                tasks.add(count);
                sum += count;
            }
            if (sum > 0) {
                flow.add(new JsonObject().put("band", band).put("tasks", tasks));
            }
        });
        return flow;
    }

    private static String band(List<Happening> facts) {
        String band = "unplaced";
        boolean done = false;
        for (Happening each : facts) {
            if (each.fact() instanceof TaskCreated created) {
                band = created.sectionId() == null
                        ? "none"
                        : created.sectionId().toString();
            } else if (each.fact() instanceof TaskMoved moved) {
                band = moved.sectionId() == null ? "none" : moved.sectionId().toString();
            } else if (each.fact() instanceof TaskRestored restored) {
                band = restored.sectionId() == null
                        ? "none"
                        : restored.sectionId().toString();
            }
            done = each.fact() instanceof TaskCompleted || done && !(each.fact() instanceof TaskReopened);
        }
        return done ? "done" : band;
    }

    private Map<UUID, List<Happening>> tasks() {
        return told.stream()
                .filter(each -> each.fact() instanceof TaskFact)
                .sorted(Comparator.comparing(each -> each.envelope().sequence()))
                .collect(Collectors.groupingBy(
                        each -> ((TaskFact) each.fact()).taskId(), TreeMap::new, Collectors.toList()));
    }

    private static @Nullable Instant doneAt(List<Happening> facts) {
        Instant done = null;
        for (Happening each : facts) {
            if (each.fact() instanceof TaskCompleted) {
                done = each.envelope().time();
            } else if (each.fact() instanceof TaskReopened) {
                done = null;
            }
        }
        return done;
    }

    private static @Nullable Instant startedAt(List<Happening> facts) {
        return facts.stream()
                .filter(each -> each.fact() instanceof TaskMoved
                        || each.fact() instanceof TaskAssigned
                        || each.fact() instanceof TaskCreated created && created.assigneeId() != null)
                .map(each -> each.envelope().time())
                .findFirst()
                .orElse(null);
    }

    private boolean isDeleted(@Nullable UUID of) {
        return told.stream()
                .anyMatch(each -> each.fact() instanceof ProjectDeleted deleted
                        && deleted.projectId().equals(of));
    }

    private List<Happening> before(Instant until) {
        return told.stream()
                .filter(each -> each.envelope().time().isBefore(until))
                .toList();
    }

    private static long created(List<Happening> some) {
        return count(some, TaskCreated.class)
                + some.stream()
                        .filter(each -> each.fact() instanceof ProjectStructured)
                        .mapToLong(each -> ((ProjectStructured) each.fact()).tasks())
                        .sum();
    }

    private static long count(List<Happening> some, Class<?> kind) {
        return some.stream().filter(each -> kind.isInstance(each.fact())).count();
    }

    /** Rounded, as the database does. */
    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).plusMillis(500).toSeconds();
    }

    private static Instant bornAt(UUID task) {
        return Instant.ofEpochMilli(task.getMostSignificantBits() >>> 16);
    }

    private static Optional<JsonObject> percentiles(List<Long> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Long> sorted =
                List.copyOf(new ArrayList<>(values).stream().sorted().toList());
        Function<Double, Long> at = share -> sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        return Optional.of(new JsonObject()
                .put("p50", at.apply(0.5))
                .put("p85", at.apply(0.85))
                .put("p95", at.apply(0.95)));
    }

    private static @Nullable UUID projectOf(Happening each) {
        if (each.fact() instanceof TaskFact fact) {
            return fact.projectId();
        }
        if (each.fact() instanceof ProjectFact fact) {
            return fact.projectId();
        }
        return each.fact() instanceof SectionFact section ? section.projectId() : null;
    }
}
