package dev.tandem.acceptance.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the Dockerfile: its stages and their instructions. */
record ContainerFile(List<Stage> stages) {

    static final String FILE = "docker/Dockerfile";

    static ContainerFile read() {
        List<Stage> stages = new ArrayList<>();
        for (String line : Repository.text(FILE)
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList()) {
            Instruction instruction = Instruction.of(line);
            if (instruction.name().equals("FROM")) {
                stages.add(new Stage(new ArrayList<>()));
            }
            stages.get(stages.size() - 1).instructions().add(instruction);
        }
        return new ContainerFile(stages);
    }

    /** The stages that the image takes from, in their order. */
    List<Stage> before() {
        return stages.subList(0, stages.size() - 1);
    }

    /** The stage that makes what is run. */
    Stage build() {
        return stages.get(stages.size() - 2);
    }

    Stage runtime() {
        return stages.get(stages.size() - 1);
    }

    boolean checksHealth() {
        return runtime().all("HEALTHCHECK").anyMatch(check -> check.contains("/health/live"));
    }

    /** Stage of the file: from one {@code FROM} to the next. */
    record Stage(List<Instruction> instructions) {

        Stream<String> all(String name) {
            return instructions.stream()
                    .filter(instruction -> instruction.name().equals(name))
                    .map(Instruction::text);
        }

        String one(String name) {
            List<String> found = all(name).toList();
            if (found.size() != 1) {
                throw new IllegalStateException(found.size() + " times " + name);
            }
            return found.get(0);
        }
    }

    /** One line, where lines that go on count as one. */
    record Instruction(String name, String text) {

        static Instruction of(String line) {
            String[] parts = line.split("\\s+", 2);
            return new Instruction(parts[0], parts[1]);
        }

        /** What stands behind the options. */
        List<String> arguments() {
            return Stream.of(text.split("\\s+"))
                    .filter(word -> !word.startsWith("--"))
                    .toList();
        }
    }
}
