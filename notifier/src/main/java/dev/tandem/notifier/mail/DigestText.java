package dev.tandem.notifier.mail;

import dev.tandem.notifier.announcement.Shortened;
import dev.tandem.notifier.digest.Contents;
import dev.tandem.notifier.digest.Contents.Group;
import dev.tandem.notifier.digest.Contents.Item;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The words of a digest, grouped by project.
 *
 * @param links maps a project and a task, each null if there is none, to an address
 */
public record DigestText(Contents contents, BiFunction<@Nullable UUID, @Nullable UUID, String> links) {

    private static final int LONGEST_ITEM = 300;

    /** A project with its notifications. */
    public record Section(String title, String link, List<Line> lines, String more) {}

    /** A notification. */
    public record Line(String text, String link) {}

    public String subject() {
        String number = contents.total() == 1 ? "1 notification" : contents.total() + " notifications";
        Group first = contents.groups().get(0);
        if (first.name() == null) {
            return number;
        }
        int others = contents.groups().size() - 1;
        return number + " in " + first.name()
                + (others == 0 ? "" : others == 1 ? " and elsewhere" : " and " + others + " other places");
    }

    public List<Section> sections() {
        return contents.groups().stream().map(this::section).toList();
    }

    /** The number of notifications whose groups are not listed at all, in words; empty if there are none. */
    public String more() {
        long listed = contents.groups().stream().mapToLong(Group::total).sum();
        return more(contents.total() - listed, " elsewhere");
    }

    /** The digest in plain text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Section section : sections()) {
            text.append(section.title()).append(" - ").append(section.link()).append('\n');
            section.lines()
                    .forEach(line -> text.append("* ").append(line.text()).append('\n'));
            text.append(section.more()).append(section.more().isEmpty() ? "\n" : "\n\n");
        }
        return text.append(more()).toString().strip();
    }

    private Section section(Group group) {
        return new Section(
                title(group),
                links.apply(group.projectId(), null),
                group.items().stream().map(item -> line(group, item)).toList(),
                more(group.total() - group.items().size(), ""));
    }

    private Line line(Group group, Item item) {
        return new Line(
                Shortened.to(LONGEST_ITEM, item.text().replaceAll("\\s+", " ")),
                links.apply(group.projectId(), item.taskId()));
    }

    private static String title(Group group) {
        if (group.projectId() == null) {
            return "Your membership";
        }
        return group.name() == null ? "A project" : group.name();
    }

    private static String more(long number, String where) {
        return number == 0 ? "" : "and " + number + " more" + where;
    }
}
