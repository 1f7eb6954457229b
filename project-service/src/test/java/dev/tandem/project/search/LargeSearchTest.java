package dev.tandem.project.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.project.LargeWorkspaces;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a search reads in a workspace with a hundred thousand tasks, beside thousands of others with the same words. */
@Tag("long")
@Timeout(600)
class LargeSearchTest {

    private static final LargeWorkspaces LARGE = LargeWorkspaces.amongSmallOnes();
    private static final Pattern TASKS_READ =
            Pattern.compile("Scan[^\n]* on task [^\n]*actual rows=([0-9.]+) loops=([0-9]+)");

    /** Of 200 tasks and of the tasks of 200 comments whether one sees them, and then what they say; and of small workspaces. */
    private static final int MOST_TASKS_READ = 4 * 200 + 200;

    /** @param found entries of the index, none of which is another workspace's */
    @ParameterizedTest
    @CsvSource({"zeppelin, 10", "zepp, 10", "launch, 100000", "launch zeppelin, 10", "launch 70000, 1", "launching, 100000"})
    void the_words_of_others_are_not_read_and_of_frequent_ones_no_more_tasks_than_so_many(String words, int found) {
        String plan = plan(LargeWorkspaces.MEMBER, words);

        assertThat(plan).containsPattern("Bitmap Index Scan on task_by_word [^\n]*actual rows=" + found + " ");
        assertThat(plan).containsPattern("Bitmap Heap Scan on task_words [^\n]*actual rows=" + found + " ");
        readsByIndexes(plan);
    }

    @Test
    void who_is_in_thousands_of_workspaces_searches_fifty_by_their_indexes() {
        String plan = plan(LargeWorkspaces.MEMBER_OF_MANY, "launch");

        assertThat(plan).containsPattern("CTE Scan on mine [^\n]*actual rows=50 ");
        assertThat(plan).containsPattern("Bitmap Index Scan on task_by_word [^\n]*loops=50\\)");
        readsByIndexes(plan);
    }

    private static void readsByIndexes(String plan) {
        assertThat(plan)
                .contains("CTE ranked")
                .containsPattern("Bitmap Index Scan on project_by_word")
                .containsPattern("Bitmap Index Scan on comment_by_word")
                .doesNotContainPattern("Seq Scan on (task|project|comment)");
        Matcher scan = TASKS_READ.matcher(plan);
        double read = 0;
        while (scan.find()) {
            read += Double.parseDouble(scan.group(1)) * Long.parseLong(scan.group(2));
        }
        assertThat(read).as(plan).isPositive().isLessThanOrEqualTo(MOST_TASKS_READ);
    }

    private static String plan(String reader, String words) {
        SearchStore.Statement statement = SearchStore.Statement.of(
                new SearchStore.Search(reader, words, Optional.empty(), List.of(Kind.values())),
                Hit.CURSORS.start(),
                51);
        return LARGE.explained(statement.text(), statement.values());
    }
}
