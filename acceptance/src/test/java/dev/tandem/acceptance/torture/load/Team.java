package dev.tandem.acceptance.torture.load;

import java.util.List;

/** A workspace and its people. */
public record Team(String workspace, String owner, String member, String viewer) {

    /** Those who may create projects. */
    public List<String> creators() {
        return List.of(owner, member);
    }

    /** Who was in it before the first project, and stays. */
    public List<String> founders() {
        return List.of(owner, member, viewer);
    }

    /** Who listens to what happens to them. */
    public List<String> listeners() {
        return List.of(owner, viewer);
    }
}
