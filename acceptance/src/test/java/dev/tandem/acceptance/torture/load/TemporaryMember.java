package dev.tandem.acceptance.torture.load;

/** A user who joins and leaves a workspace; one client manages them. */
public record TemporaryMember(Team team, String user) {

    String membership() {
        return "/v1/workspaces/" + team.workspace() + "/members/" + user;
    }

    /** What only members may read. */
    String feed() {
        return "/v1/workspaces/" + team.workspace() + "/activity";
    }
}
