package dev.tandem.project.structure;

import java.util.List;

/**
 * Sections and tasks with which a project begins.
 *
 * <p>A section and a task are known by their number in the template, from 1. Once a template is in use, items are only
 * added at the end of it.
 *
 * @param sections their names, in their order
 */
record Template(String name, List<String> sections, List<Item> tasks) {

    private static final int MOST = 1000;

    Template {
        sections = List.copyOf(sections);
        tasks = List.copyOf(tasks);
        for (Item task : tasks) {
            if (task.section() < 1 || task.section() > sections.size()) {
                throw new IllegalArgumentException(name + " has no section " + task.section());
            }
        }
        if (sections.size() > MOST || tasks.size() > MOST) {
            throw new IllegalArgumentException(name + " has too many items");
        }
        if (sections.isEmpty() != tasks.isEmpty()) {
            throw new IllegalArgumentException(name + " has sections without tasks");
        }
    }

    /**
     * A task to begin with.
     *
     * @param section the number of the section that it stands in
     */
    record Item(int section, String title, String description) {}

    /** Whether there is nothing to build. */
    boolean isBlank() {
        return sections.isEmpty();
    }
}
