package dev.tandem.acceptance.torture.load;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** A workspace and its members. */
public record Team(String workspace, String owner, String member, String viewer) {

    private static final String AT = "@example.com";

    /** How closely something concerns somebody, with the word for it in preferences. */
    public enum Concern {
        MENTION("mentions"),
        ASSIGNMENT("assignments"),
        NEWS("news");

        private final String plural;

        Concern(String plural) {
            this.plural = plural;
        }
    }

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

    /**
     * Whether a founder wants mail: the owner of everything, the member not of news, the viewer not of mentions. Nobody else has an
     * address.
     */
    public boolean wantsMail(String user, Concern concern) {
        return user.equals(owner)
                || user.equals(member) && concern != Concern.NEWS
                || user.equals(viewer) && concern != Concern.MENTION;
    }

    /** What a founder says about mail. */
    JsonObject mailPreferences(String user) {
        JsonObject mail = new JsonObject();
        for (Concern concern : Concern.values()) {
            mail.put(concern.plural, wantsMail(user, concern) ? "immediately" : "off");
        }
        return new JsonObject().put("mail", mail);
    }

    /** Where a founder gets mail, as tokens have it too. */
    public static String address(String user) {
        return user + AT;
    }
}
