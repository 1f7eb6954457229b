package dev.tandem.clients;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KotlinClientTest {

    private final UnreliableWay way = new UnreliableWay(TheSystem.get().baseUri());
    private final KotlinDay day =
            new KotlinDay(TheSystem.get().baseUri().toString(), way.address().toString(), TheSystem::token);

    @AfterEach
    void close() {
        way.close();
    }

    @Test
    void a_team_lives_through_a_day_a_lost_answer_and_refusals() {
        String workspace = day.teamIsFounded();
        way.loseNextAnswer();
        String project = day.projectIsAskedForTwice(workspace);
        day.workIsDone(project);
        day.inboxIsRead();
        day.refusalsSayWhy(project, workspace);
    }

    @Test
    void what_is_missing_in_a_degraded_answer_is_null() {
        String workspace = day.teamIsFounded();
        String project = day.projectIsAskedFor(workspace);
        TheSystem.get().stop("activity-feed");
        try {
            day.overviewIsDegraded(project);
        } finally {
            TheSystem.get().start("activity-feed");
        }
    }
}
