package dev.tandem.acceptance.torture;

import dev.tandem.acceptance.torture.check.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Writes the results of a run, in Markdown. */
final class Report {

    private final long seed;
    private final List<Result> results = new ArrayList<>();
    private final List<Violation> late = new ArrayList<>();
    private int mailsReceived;
    private int mailsRepeated;

    Report(long seed) {
        this.seed = seed;
    }

    void add(Result result) {
        results.add(result);
    }

    void atTheEnd(List<Violation> violations) {
        late.addAll(violations);
    }

    void mails(int received, int repeated) {
        mailsReceived = received;
        mailsRepeated = repeated;
    }

    boolean clean() {
        return late.isEmpty()
                && results.stream().allMatch(result -> result.violations().isEmpty());
    }

    void write(Path file) {
        try {
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("\nSeed ").append(seed).append(", ").append(results.size()).append(" scenarios\n\n");
        row(text, "", "");
        row(text, "---", "--:");
        row(text, "operations accepted", sum(Result::accepted));
        row(text, "changes of members", sum(Result::memberChanges));
        row(text, "events heard by streams", sum(Result::heard));
        row(text, "requests asked again under their key", sum(Result::unsettled));
        row(text, "operations that failed, as they should", sum(Result::failed));
        row(text, "COMMITs whose answer was lost", sum(Result::lostCommits));
        row(text, "dead letters sent again, with success", sum(Result::replayed));
        row(text, "mails that arrived", mailsReceived);
        row(text, "of them again, under the same Message-ID", mailsRepeated);
        for (Violation.Kind kind : Violation.Kind.values()) {
            long count =
                    results.stream().mapToLong(result -> result.count(kind)).sum()
                            + late.stream().filter(each -> each.kind() == kind).count();
            row(text, kind.name().toLowerCase(Locale.ROOT), count);
        }
        text.append('\n');
        row(text, "fault", "times");
        row(text, "---", "--:");
        faults().forEach((fault, times) -> row(text, fault, times));
        List<String> broken = new ArrayList<>();
        results.forEach(result -> result.violations().forEach(each -> broken.add(result.name() + ": " + each)));
        late.forEach(each -> broken.add("at the end: " + each));
        if (!broken.isEmpty()) {
            text.append("\nViolations:\n\n");
            broken.forEach(each -> text.append("- ").append(each).append('\n'));
        }
        return text.toString();
    }

    private Map<String, Integer> faults() {
        Map<String, Integer> faults = new TreeMap<>();
        results.forEach(result -> result.injections()
                .forEach(injection -> faults.merge(injection.fault().name(), 1, Integer::sum)));
        return faults;
    }

    private int sum(ToIntFunction<Result> count) {
        return results.stream().mapToInt(count).sum();
    }

    private static void row(StringBuilder text, String left, Object right) {
        text.append("| ").append(left).append(" | ").append(right).append(" |\n");
    }
}
