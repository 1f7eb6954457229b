package dev.tandem.project.structure;

import dev.tandem.project.project.Setup;
import dev.tandem.project.structure.Template.Item;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds the available templates by name. */
public final class Templates {

    private static final Template BLANK = new Template(Setup.BLANK, List.of(), List.of());

    private static final Template KANBAN = new Template(
            "kanban",
            List.of("To do", "In progress", "Done"),
            List.of(
                    new Item(1, "Collect what is to be done", "One task for each thing, in a few words."),
                    new Item(1, "Agree on how much may be in progress", "A limit keeps work moving to the right."),
                    new Item(2, "Invite the team", "Who is in the workspace sees the project at once.")));

    private static final Template SCRUM = new Template(
            "scrum",
            List.of("Product backlog", "Sprint backlog", "In progress", "In review", "Done"),
            List.of(
                    new Item(1, "Write the product goal", "What is different when it is reached?"),
                    new Item(1, "Order the backlog", "The most valuable things come first."),
                    new Item(2, "Plan the first sprint", "Agree on a goal, and take what serves it."),
                    new Item(2, "Agree on what done means", "Once, and for every task.")));

    private static final Template LAUNCH = new Template(
            "launch",
            List.of("Plan", "Build", "Announce", "After the launch"),
            List.of(
                    new Item(1, "Set the date", "And say what must be ready by then."),
                    new Item(1, "Name who decides", "One person for whether it goes out."),
                    new Item(2, "Finish what is needed for the first day", "Move the rest to after the launch."),
                    new Item(3, "Write the announcement", "For those who wait, and for those who do not know yet."),
                    new Item(4, "Look at what happened", "What went well, and what is done otherwise next time?")));

    /** The templates that every project can use. */
    public static final Templates STANDARD = of(BLANK, KANBAN, SCRUM, LAUNCH);

    private final Map<String, Template> byName = new TreeMap<>();

    private Templates(List<Template> templates) {
        templates.forEach(template -> byName.put(template.name(), template));
    }

    static Templates of(Template... templates) {
        return new Templates(Arrays.asList(templates));
    }

    Optional<Template> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the names, separated by commas, for use in a sentence. */
    String names() {
        return String.join(", ", byName.keySet());
    }
}
