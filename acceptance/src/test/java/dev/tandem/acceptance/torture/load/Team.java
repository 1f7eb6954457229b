package dev.tandem.acceptance.torture.load;

import java.util.List;

/** A workspace and its people. */
public record Team(String workspace, String owner, String member, String viewer) {

    /** Those who may create projects. */
    public List<String> creators() {
        return List.of(owner, member);
    }

    /** Who was in it before the first project. */
    public List<String> founders() {
        return List.of(owner, member, viewer);
    }
}
