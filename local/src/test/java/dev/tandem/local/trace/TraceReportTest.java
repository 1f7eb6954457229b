package dev.tandem.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceReportTest {

    private final ASpan post =
            ASpan.of("t", "post").named("POST /v1/projects").from(0, 12.34).with(KeptAttributes.STATUS_CODE, "202");
    private final ASpan query =
            ASpan.of("t", "query").named("INSERT").under("post").client().from(2, 3);
    private final ASpan publish = ASpan.of("t", "publish")
            .named("publish commands")
            .under("post")
            .from(10, 14)
            .ofOperation("op");
    private final ASpan process = ASpan.of("t", "process")
            .named("process project-service.commands")
            .by("project-service")
            .under("publish")
            .from(15, 20)
            .ofOperation("op")
            .with(KeptAttributes.ATTEMPT, "1")
            .with(KeptAttributes.OUTCOME, "done");

    @Test
    void it_is_told_as_a_tree_with_offsets_and_durations() {
        assertThat(told(false, publish, process, query, post))
                .containsExactly(
                        "operation    op",
                        "correlation  corr-op",
                        "spans        4, 1 of them (SQL, HTTP clients) folded away; --all shows them",
                        "duration     20.0 ms",
                        "",
                        "trace t",
                        "POST /v1/projects                       gateway           +0.0 ms  12.3 ms  202",
                        "└─ publish commands                     gateway          +10.0 ms   4.0 ms",
                        "   └─ process project-service.commands  project-service  +15.0 ms   5.0 ms  attempt 1, done");
    }

    @Test
    void statements_and_calls_are_shown_when_asked_for() {
        assertThat(told(true, post, query.with(KeptAttributes.QUERY, "INSERT INTO outbox"), publish))
                .contains("spans        3")
                .anySatisfy(line -> assertThat(line).startsWith("├─ INSERT ").endsWith("INSERT INTO outbox"))
                .anySatisfy(line -> assertThat(line).startsWith("└─ publish commands"));
    }

    @Test
    void a_failed_statement_is_never_folded_away() {
        assertThat(told(false, post, query.failing("deadlock detected")))
                .contains("spans        2")
                .anySatisfy(line -> assertThat(line).startsWith("└─ INSERT").endsWith("ERROR deadlock detected"));
    }

    @Test
    void a_long_note_has_a_line_of_its_own_below_the_branch() {
        String why = "the inbox of everybody who is a member of the workspace could not be written for now";

        List<String> lines = told(false, post, publish, process.failing(why));

        assertThat(lines)
                .contains("         attempt 1, done, ERROR " + why)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    }

    @Test
    void a_retry_comes_after_the_first_trace_and_says_what_it_repeats() {
        ASpan failed = process.with(KeptAttributes.OUTCOME, "retry").failing("no");
        ASpan again = ASpan.of("u", "again")
                .named("process project-service.commands")
                .by("project-service")
                .from(1_215, 1_220)
                .ofOperation("op")
                .with(KeptAttributes.ATTEMPT, "2")
                .linking("t", "publish")
                .linking("t", "process");

        assertThat(told(false, again, post, publish, failed))
                .containsSubsequence(
                        "spans        4 in 2 traces",
                        "duration     1.22 s",
                        "trace t",
                        "retry u, 1.22 s after the first began",
                        "linked to publish commands (gateway) and process project-service.commands (project-service, attempt 1)")
                .last()
                .asString()
                .startsWith("process project-service.commands ")
                .contains("+0.0 ms")
                .endsWith("attempt 2");
    }

    @Test
    void another_trace_that_is_linked_is_no_retry() {
        ASpan replay = ASpan.of("u", "replay").from(30, 31).ofOperation("op").linking("t", "publish");

        assertThat(told(false, post, publish, replay))
                .containsSubsequence("linked u, 30.0 ms after the first began", "linked to publish commands (gateway)");
    }

    @Test
    void a_batch_is_no_tree_but_its_member_says_how_many_were_in_it() {
        ASpan batch = ASpan.of("b", "batch")
                .named("process batch project-service.commands")
                .linking("t", "process")
                .linkingMore(199);

        assertThat(told(false, post, publish, process, batch))
                .contains("spans        3")
                .noneSatisfy(line -> assertThat(line).contains("process batch"))
                .last()
                .asString()
                .endsWith("attempt 1, done, in a batch of 200");
    }

    @Test
    void a_member_knows_its_batch_by_its_own_link_too() {
        ASpan batch = ASpan.of("b", "batch").named("publish batch commands").linkingMore(3);

        assertThat(told(false, post, publish.linking("b", "batch"), batch))
                .anySatisfy(line ->
                        assertThat(line).startsWith("└─ publish commands").endsWith("in a batch of 3"))
                .noneSatisfy(line -> assertThat(line).startsWith("linked to"));
    }

    @Test
    void a_root_with_a_missing_parent_says_so() {
        assertThat(told(false, publish))
                .last()
                .asString()
                .startsWith("publish commands")
                .endsWith("its parent is not here (yet)");
    }

    @Test
    void a_span_that_failed_without_a_word_still_failed() {
        assertThat(told(false, publish.under("").failing(""))).last().asString().endsWith("  ERROR");
    }

    private static List<String> told(boolean all, ASpan... spans) {
        Recording recording =
                new Recording(true, Stream.of(spans).map(ASpan::span).toList());
        return new TraceReport("op", recording, all).lines();
    }
}
