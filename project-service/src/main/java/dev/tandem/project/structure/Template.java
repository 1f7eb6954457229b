package dev.tandem.project.structure;

import java.util.List;

/**
 * Sections and tasks with which a project begins.
 *
 * <p>A section or task is identified by its number in the template, from 1. Once a template is in use, items may only be
 * added at its end.
 *
 * @param sections names of the sections, in order
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
     * A task of the template.
     *
     * @param section number of the section that holds the task
     */
    record Item(int section, String title, String description) {}

    /** Returns true if there is nothing to build. */
    boolean isBlank() {
        return sections.isEmpty();
    }
}
